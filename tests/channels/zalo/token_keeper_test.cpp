#include <catch2/catch.hpp>

#include "channels/zalo/token_pair.hpp"
#include "tests/channels/zalo/fake_zalo.hpp"
#include "tests/channels/zalo/zalo_fixture.hpp"

namespace triand::channels {
namespace {

using namespace std::chrono_literals;

// A channel that was given the service's present pair.
struct Kept {
  explicit Kept(const std::string& more = "") : fixture(zalo.url(), storage, more) {
    const std::string fault = fixture.channel->authorize(zalo.pair(), [] {});
    if (!fault.empty()) throw std::runtime_error(fault);
    storage.sync();
  }

  FakeZalo zalo;
  TestStorage storage;
  ZaloFixture fixture;

  Channel& channel() { return *fixture.channel; }
  [[nodiscard]] std::size_t refreshes() const { return zalo.refreshes().size(); }
  Outcome send() {
    std::optional<Outcome> outcome;
    channel().send(zalo_thank_you(), [&outcome](Outcome value) { outcome = std::move(value); });
    fixture.run(storage, [&] { return outcome.has_value(); });
    return std::move(*outcome);
  }
  // A message wakes the keeper, whose own timer looks at the wall clock every half minute only.
  void pass(std::chrono::seconds time) {
    fixture.now += time;
    restart();
  }
  // Until a condition holds, while the wall clock goes on.
  template <class Condition>
  void live(const Condition& condition) {
    fixture.run(storage, [&] {
      fixture.now += 1s;
      return condition();
    });
  }
  void die() {
    fixture.channel->stop(0ms);
    fixture.channel.reset();
  }
  void restart() {
    if (fixture.channel) die();
    config::Problems problems;
    config::Block block = config::Block::parse("endpoint: " + zalo.url() + "\noauth_endpoint: " + zalo.url() +
                                                   "\napp_id: \"1\"\napp_secret: test-app-secret\n"
                                                   "oa_secret_key: k\n",
                                               "triand.yaml", problems);
    fixture.channel = zalo_plugin.create(block, {}, problems);
    fixture.channel->start(fixture.runtime);
  }
};

TEST_CASE("a token is renewed after four fifths of its life, as the documentation says how") {
  Kept kept;
  kept.pass(19h + 59min);
  CHECK(kept.send().verdict == Verdict::accepted);
  CHECK(kept.refreshes() == 0);
  kept.pass(2min);
  kept.fixture.run(kept.storage, [&] { return kept.refreshes() == 1 && !kept.channel().busy(); });
  const ReceivedRequest request = kept.zalo.refreshes().front();
  CHECK(request.line() == "POST /v4/oa/access_token");
  CHECK(request.header("secret_key") == "test-app-secret");
  CHECK(request.header("content-type") == "application/x-www-form-urlencoded");
  CHECK(request.body == "refresh_token=refresh-1&app_id=1&grant_type=refresh_token");
  CHECK(kept.send().verdict == Verdict::accepted);
  CHECK(kept.zalo.messages().back().header("access_token") == "access-2");
  CHECK(kept.channel().trouble().empty());
}

TEST_CASE("a new pair is used only when it is on disk, and a death before that loses it as Zalo says") {
  Kept kept;
  kept.fixture.now += 21h;
  kept.restart();
  run_until(kept.fixture.context, [&] { return !kept.storage.pending.empty(); });
  CHECK(kept.refreshes() == 1);
  CHECK(kept.channel().busy());
  // The service dies here: what was not synced never was.
  kept.storage.pending.clear();
  kept.restart();
  kept.fixture.run(kept.storage, [&] { return kept.channel().blocked() == "not_authorized"; });
  CHECK(kept.refreshes() == 2);
  CHECK(kept.channel().trouble().find("used up already") != std::string::npos);
  CHECK(kept.zalo.messages().empty());
}

TEST_CASE("a death between the pair's way to the disk and its first use loses nothing") {
  Kept kept;
  kept.fixture.now += 21h;
  kept.restart();
  run_until(kept.fixture.context, [&] { return !kept.storage.pending.empty(); });
  // On disk, and the service dies before it hears of it.
  auto pending = std::move(kept.storage.pending);
  kept.storage.pending.clear();
  kept.die();
  for (auto& save : pending) save();
  kept.restart();
  CHECK(kept.send().verdict == Verdict::accepted);
  CHECK(kept.refreshes() == 1);
}

TEST_CASE("a refused token is renewed once for all that wait, and each message goes out once more") {
  for (const char* code : {"-124", "-216", "-220"}) {
    INFO(code);
    Kept kept;
    kept.zalo.rotate();
    // The refresh token of the pair that we have is used up by the rotation: bring the newest one with a dead access.
    const std::string pair = kept.zalo.pair();
    const std::string dead = R"({"access_token":"dead",)" + pair.substr(pair.find("\"refresh_token\""));
    REQUIRE(kept.channel().authorize(dead, [] {}).empty());
    kept.storage.sync();
    int accepted = 0;
    for (int i = 0; i < 8; ++i)
      kept.channel().send(zalo_thank_you(), [&](const Outcome& outcome) {
        if (outcome.verdict == Verdict::accepted) ++accepted;
      });
    kept.fixture.run(kept.storage, [&] { return accepted == 8; });
    CHECK(kept.refreshes() == 1);
    CHECK(kept.zalo.messages().size() == 16);
  }
}

TEST_CASE("a token that is refused again although it is fresh stops the channel") {
  Kept kept;
  kept.zalo.refuse_every_token();
  const Outcome outcome = kept.send();
  CHECK(outcome.verdict == Verdict::deferred);
  CHECK(outcome.failure == FailureClass::configuration);
  CHECK(outcome.reason == "not_authorized");
  CHECK(kept.channel().blocked() == "not_authorized");
  CHECK(kept.refreshes() == 1);
  CHECK(kept.channel().trouble().find("has just given") != std::string::npos);
}

TEST_CASE("an answer that was lost after the rotation stops the channel when the next one shows it") {
  Kept kept;
  kept.zalo.answer_refreshes({"(lost)"});
  kept.pass(21h);
  kept.live([&] { return kept.channel().blocked() == "not_authorized"; });
  CHECK(kept.refreshes() == 2);  // once more with the same token
  CHECK(kept.channel().trouble().find("an earlier answer was lost") != std::string::npos);
  // It is remembered: a restart does not ask again.
  kept.restart();
  CHECK(kept.channel().blocked() == "not_authorized");
  CHECK(kept.send().reason == "not_authorized");
  CHECK(kept.refreshes() == 2);
  // And mended while running.
  REQUIRE(kept.channel().authorize(kept.zalo.pair(), [] {}).empty());
  kept.storage.sync();
  CHECK(kept.channel().blocked().empty());
  CHECK(kept.channel().trouble().empty());
  CHECK(kept.send().verdict == Verdict::accepted);
}

TEST_CASE("a refresh that did not rotate is tried again with the same token while the old one goes on") {
  Kept kept;
  kept.zalo.answer_refreshes({"(down)", "<html>bad gateway</html>"});
  kept.pass(21h);
  kept.fixture.run(kept.storage, [&] { return kept.refreshes() == 1 && !kept.channel().busy(); });
  CHECK(kept.channel().blocked().empty());
  CHECK(kept.channel().trouble().find("renewing the token failed 1 times") != std::string::npos);
  CHECK(kept.send().verdict == Verdict::accepted);
  CHECK(kept.zalo.messages().back().header("access_token") == "access-1");
  kept.live([&] { return kept.refreshes() == 3 && !kept.channel().busy(); });
  CHECK(kept.channel().trouble().empty());
  CHECK(kept.send().verdict == Verdict::accepted);
  CHECK(kept.zalo.messages().back().header("access_token") == "access-2");
}

TEST_CASE("what an answer says of the token's life may be a text, a number, nothing or nonsense") {
  const std::pair<const char*, std::chrono::seconds> forms[] = {
      {R"(,"expires_in":"3600")", 1h}, {R"(,"expires_in":3600)", 1h},    {"", 25h},
      {R"(,"expires_in":null)", 25h},  {R"(,"expires_in":"soon")", 25h}, {R"(,"expires_in":-1)", 25h}};
  for (const auto& [form, life] : forms) {
    INFO(form);
    Kept kept;
    kept.zalo.set_more(form);
    kept.pass(21h);
    kept.fixture.run(kept.storage, [&] { return kept.refreshes() == 1 && !kept.channel().busy(); });
    const auto pair = TokenPair::from_store(kept.storage.values["tokens"]);
    REQUIRE(pair);
    CHECK(pair->access_token == "access-2");
    CHECK(std::chrono::seconds(pair->lasts) == life);
    CHECK(kept.channel().blocked().empty());
  }
}

TEST_CASE("an answer without a refresh token keeps the old one") {
  Kept kept;
  kept.zalo.keep_refresh_token();
  kept.pass(21h);
  kept.fixture.run(kept.storage, [&] { return kept.refreshes() == 1 && !kept.channel().busy(); });
  const auto pair = TokenPair::from_store(kept.storage.values["tokens"]);
  REQUIRE(pair);
  CHECK(pair->access_token == "access-2");
  CHECK(pair->refresh_token == "refresh-1");
}

TEST_CASE("answers that name no token are no tokens, and those that say so are the end") {
  struct Row {
    const char* answer;
    bool stops;
  };
  const Row rows[] = {
      {R"({"error":-14002,"error_name":"Invalid appId"})", true},
      {R"({"error":-14004,"error_name":"Invalid secret key."})", true},
      {R"({"error":-14014,"error_name":"Invalid refresh token."})", true},
      {R"({"error":"-14014","error_name":"Invalid refresh token."})", true},
      {R"({"error":-14018,"error_name":"Invalid grant type"})", false},
      {R"({"error_name":"something","error_description":"without a number"})", false},
      {R"({"access_token":""})", false},
      {R"({"access_token":null,"refresh_token":"r"})", false},
      {R"({"access_token":"a\r\nX: y"})", false},
      {R"([])", false},
  };
  for (const Row& row : rows) {
    INFO(row.answer);
    Kept kept;
    kept.zalo.answer_refreshes({row.answer});
    kept.pass(21h);
    kept.fixture.run(kept.storage, [&] { return kept.refreshes() == 1 && !kept.channel().busy(); });
    CHECK((kept.channel().blocked() == "not_authorized") == row.stops);
    CHECK_FALSE(kept.channel().trouble().empty());
    const auto pair = TokenPair::from_store(kept.storage.values["tokens"]);
    REQUIRE(pair);
    CHECK(pair->access_token == "access-1");
    CHECK(pair->refresh_token == "refresh-1");
  }
}

TEST_CASE("a wrong app_id or app_secret stops the channel until it is corrected, and costs no token") {
  for (const char* answer : {R"({"error":-14002,"error_name":"Invalid appId"})",
                             R"({"error":"-14004","error_name":"Invalid secret key."})"}) {
    INFO(answer);
    Kept kept;
    kept.zalo.answer_refreshes({answer});
    kept.pass(21h);
    kept.fixture.run(kept.storage, [&] { return kept.channel().blocked() == "not_authorized"; });
    CHECK(kept.channel().trouble().find("look at app_id and app_secret") != std::string::npos);
    CHECK(kept.channel().trouble().find("authorize") == std::string::npos);
    CHECK(kept.send().reason == "not_authorized");
    CHECK(kept.refreshes() == 1);  // nor does a message that waits make it try again
    CHECK(TokenPair::from_store(kept.storage.values["tokens"])->spent.empty());
    // Corrected, and begun again.
    kept.restart();
    kept.fixture.run(kept.storage, [&] { return kept.refreshes() == 2 && !kept.channel().busy(); });
    CHECK(kept.channel().trouble().empty());
    CHECK(kept.send().verdict == Verdict::accepted);
  }
}

TEST_CASE("a pair that an administrator brings ends the stop for a wrong app_id") {
  Kept kept;
  kept.zalo.answer_refreshes({R"({"error":-14002})"});
  kept.pass(21h);
  kept.fixture.run(kept.storage, [&] { return kept.channel().blocked() == "not_authorized"; });
  REQUIRE(kept.channel().authorize(kept.zalo.pair(), [] {}).empty());
  kept.storage.sync();
  CHECK(kept.channel().blocked().empty());
  CHECK(kept.send().verdict == Verdict::accepted);
}

TEST_CASE("a question whose token was refused is asked once more, with the renewed one") {
  Kept kept;
  REQUIRE(kept.channel().authorize(R"({"access_token":"dead","refresh_token":"refresh-1"})", [] {}).empty());
  kept.storage.sync();
  std::optional<TemplateAnswer> answer;
  kept.channel().ask_template("330875", [&](TemplateAnswer value) { answer = std::move(value); });
  kept.fixture.run(kept.storage, [&] { return answer.has_value(); });
  CHECK(answer->rules);
  CHECK(kept.refreshes() == 1);
}

TEST_CASE("a question is not asked for ever when every token is refused") {
  Kept kept;
  kept.zalo.refuse_every_token();
  std::optional<TemplateAnswer> answer;
  kept.channel().ask_template("330875", [&](TemplateAnswer value) { answer = std::move(value); });
  kept.fixture.run(kept.storage, [&] { return answer.has_value(); });
  CHECK_FALSE(answer->rules);
  CHECK_FALSE(answer->fault.empty());
  CHECK(kept.refreshes() == 1);
}

TEST_CASE("a pair that an administrator brings while another is being bought wins") {
  Kept kept;
  kept.fixture.now += 21h;
  auto held = kept.zalo.hold();
  kept.restart();
  run_until(kept.fixture.context, [&] { return kept.zalo.arrived() == 1; });
  REQUIRE(
      kept.channel().authorize(R"({"access_token":"brought","refresh_token":"brought-r"})", [] {}).empty());
  kept.storage.sync();
  held.unlock();
  kept.fixture.run(kept.storage, [&] { return kept.refreshes() == 1 && !kept.channel().busy(); });
  const auto pair = TokenPair::from_store(kept.storage.values["tokens"]);
  REQUIRE(pair);
  CHECK(pair->access_token == "brought");
}

TEST_CASE("an old refresh token is told of before it runs out, and a token never stands in what is told") {
  Kept kept;
  kept.zalo.keep_refresh_token();
  kept.pass(76 * 24h);
  kept.fixture.run(kept.storage, [&] { return kept.refreshes() == 1 && !kept.channel().busy(); });
  const std::string trouble = kept.channel().trouble();
  CHECK(trouble.find("older than 75 days") != std::string::npos);
  CHECK(trouble.find("refresh-1") == std::string::npos);
}

TEST_CASE("an access token that has run out by the clock is not tried") {
  Kept kept;
  kept.zalo.answer_refreshes({"(down)"});
  kept.pass(26h);
  CHECK(kept.channel().blocked() == "token_renewing");
  kept.fixture.run(kept.storage, [&] { return kept.refreshes() == 1 && !kept.channel().busy(); });
  CHECK(kept.channel().blocked() == "token_renewing");
  CHECK(kept.zalo.messages().empty());
  CHECK(kept.send().verdict == Verdict::accepted);  // its wait renews the token
  CHECK(kept.zalo.messages().size() == 1);
}

TEST_CASE("requests prove that they come from the application where that is asked for") {
  Kept kept("appsecret_proof: true\n");
  REQUIRE(
      kept.channel().authorize(R"({"access_token":"test-access-token","refresh_token":"r"})", [] {}).empty());
  kept.storage.sync();
  (void)kept.send();
  const auto messages = kept.zalo.messages();
  REQUIRE_FALSE(messages.empty());
  // The vector of the reference.
  CHECK(messages.front().header("appsecret_proof") ==
        "c7a7a56a58d03b05def128144d755b6c5bd4ba6b88fbfd8a59a909c862e52d7b");
}

}  // namespace
}  // namespace triand::channels
