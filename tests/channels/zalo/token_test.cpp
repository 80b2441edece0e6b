#include <catch2/catch.hpp>

#include "channels/zalo/token_pair.hpp"
#include "tests/channels/curl/test_server.hpp"
#include "tests/channels/zalo/zalo_fixture.hpp"

namespace triand::channels {
namespace {

constexpr const char* kPair = R"({"access_token":"a-1","refresh_token":"r-1"})";

// Accepts the token "good" and says of every other that it is invalid.
std::unique_ptr<TestServer> strict_service() {
  return TestServer::answering([](Peer& peer, const ReceivedRequest& request) {
    if (request.line().starts_with("GET /message/quota"))
      peer.answer(200, R"({"error":0,"data":{"dailyQuota":null}})");
    else if (request.header("access_token") == "good")
      peer.answer(200, R"({"error":0,"message":"Success","data":{"msg_id":"m"}})");
    else
      peer.answer(200, R"({"error":-124,"message":"Access token invalid"})");
  });
}

TEST_CASE("a channel without a token says so and sends nothing") {
  TestStorage storage;
  ZaloFixture fixture(refused_url(), storage);
  CHECK(fixture.channel->blocked() == "not_authorized");
  const Outcome outcome = fixture.send(zalo_thank_you());
  CHECK(outcome.verdict == Verdict::deferred);
  CHECK(outcome.failure == FailureClass::configuration);
  CHECK(outcome.reason == "not_authorized");
}

TEST_CASE("tokens are used only when they are on disk") {
  TestStorage storage;
  ZaloFixture fixture(refused_url(), storage);
  bool saved = false;
  CHECK(fixture.channel->authorize(kPair, [&] { saved = true; }).empty());
  CHECK_FALSE(saved);
  CHECK(fixture.channel->blocked() == "not_authorized");
  storage.sync();
  CHECK(saved);
  CHECK(fixture.channel->blocked().empty());
}

TEST_CASE("tokens survive a restart") {
  TestStorage storage;
  const auto service = strict_service();
  {
    ZaloFixture before(service->url(), storage);
    before.authorize(storage, "good");
  }
  ZaloFixture after(service->url(), storage);
  CHECK(after.channel->blocked().empty());
  CHECK(after.send(zalo_thank_you()).verdict == Verdict::accepted);
}

TEST_CASE("the pair that was given last counts, in whatever order the disk is done") {
  TestStorage storage;
  const auto service = strict_service();
  ZaloFixture fixture(service->url(), storage);
  (void)fixture.channel->authorize(R"({"access_token":"stale","refresh_token":"r"})", [] {});
  (void)fixture.channel->authorize(R"({"access_token":"good","refresh_token":"r"})", [] {});
  std::swap(storage.pending[0], storage.pending[1]);
  storage.sync();
  CHECK(fixture.send(zalo_thank_you()).verdict == Verdict::accepted);
}

TEST_CASE("what is no pair of tokens is refused with a sentence and without the value") {
  TestStorage storage;
  ZaloFixture fixture(refused_url(), storage);
  for (const char* bad : {"", "null", "[]", "{}", R"({"access_token":"secret-a"})",
                          R"({"access_token":"","refresh_token":"secret-r"})",
                          R"({"access_token":"secret-a\r\nX: y","refresh_token":"r"})"}) {
    const std::string fault = fixture.channel->authorize(bad, [] { FAIL("saved"); });
    CHECK_FALSE(fault.empty());
    CHECK(fault.find("secret") == std::string::npos);
  }
  CHECK(storage.pending.empty());
}

TEST_CASE("tokens are given and synced also when the channel is gone meanwhile") {
  TestStorage storage;
  bool saved = false;
  {
    ZaloFixture fixture(refused_url(), storage);
    CHECK(fixture.channel->authorize(kPair, [&] { saved = true; }).empty());
  }
  storage.sync();
  CHECK(saved);
}

TEST_CASE("a kept pair comes back as it was") {
  TokenPair pair;
  pair.access_token = "a";
  pair.refresh_token = "r\"";
  pair.issued_at = 1797588000;
  pair.refresh_issued_at = 1797000000;
  pair.lasts = 3600;
  pair.generation = 7;
  CHECK(TokenPair::from_store(pair.to_store()) == pair);
  pair.renewed = true;
  pair.spent = "used up";
  CHECK(TokenPair::from_store(pair.to_store()) == pair);
  // As it was kept before pairs were renewed.
  const auto old =
      TokenPair::from_store(R"({"access_token":"a","refresh_token":"r","issued_at":5,"generation":3})");
  REQUIRE(old);
  CHECK(old->lasts == TokenPair::kUsualLife);
  CHECK(old->refresh_issued_at == 5);
  for (const char* bad :
       {"", "{}", kPair, R"({"access_token":"a","refresh_token":"r","issued_at":"x","generation":1})"})
    CHECK(TokenPair::from_store(bad) == std::nullopt);
}

TEST_CASE("a key that no header can carry is refused when it is read, not when a token is bought") {
  config::Problems problems;
  config::Block block = config::Block::parse("app_id: \"1\"\napp_secret: \"key\\nX: y\"\noa_secret_key: k\n",
                                             "f.yaml", problems);
  CHECK(zalo_plugin.create(block, {}, problems) == nullptr);
  REQUIRE(problems.size() == 1);
  CHECK(problems.front().to_string() ==
        "f.yaml:2: app_secret: holds a line end or another control character; give the key alone");
}

TEST_CASE("a block of kind zalo needs its application and its keys") {
  config::Problems problems;
  config::Block block = config::Block::parse(
      "endpoint: zalo.me\ndevelopment: maybe\ntimeout: 1h\noa_secret: x\n", "f.yaml", problems);
  CHECK(zalo_plugin.create(block, {}, problems) == nullptr);
  block.complain_unused();
  std::vector<std::string> words;
  for (const config::Problem& problem : problems) words.push_back(problem.to_string());
  CHECK(words == std::vector<std::string>{
                     "f.yaml:1: endpoint: expected an address such as https://business.openapi.zalo.me",
                     "f.yaml:1: app_id: missing; expected a text",
                     "f.yaml:1: app_secret: missing; expected a secret, such as `!credential NAME`",
                     "f.yaml:1: oa_secret_key: missing; expected a secret, such as `!credential NAME`",
                     "f.yaml:2: development: expected true or false, found \"maybe\"",
                     "f.yaml:3: timeout: expected a time above 0 and up to 10min, such as 10s",
                     "f.yaml:4: oa_secret: unknown key; did you mean `app_secret`?"});
}

}  // namespace
}  // namespace triand::channels
