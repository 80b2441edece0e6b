#include <atomic>
#include <map>
#include <mutex>

#include <boost/asio/io_context.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <catch2/catch.hpp>

#include "channels/website/seen.hpp"
#include "channels/website/website_plugin.hpp"
#include "tests/channels/curl/fetch.hpp"
#include "tests/channels/curl/test_server.hpp"

using namespace triand::channels;
using namespace std::chrono_literals;

namespace {

constexpr const char* kSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

// A portal that does with each request what the test says, and remembers them all.
struct Portal {
  using Answer = std::function<void(Peer&, const ReceivedRequest&, std::size_t before)>;

  std::mutex mutex;
  std::vector<ReceivedRequest> requests;
  std::unique_ptr<TestServer> server;

  explicit Portal(Answer answer) {
    server =
        TestServer::answering([this, answer = std::move(answer)](Peer& peer, const ReceivedRequest& request) {
          std::size_t before = 0;
          {
            const std::lock_guard lock(mutex);
            before = requests.size();
            requests.push_back(request);
          }
          answer(peer, request, before);
        });
  }
  std::vector<ReceivedRequest> seen() {
    const std::lock_guard lock(mutex);
    return requests;
  }
};

std::vector<std::string> ids_in(const ReceivedRequest& request) {
  const auto document = boost::json::parse(request.body);
  std::vector<std::string> out;
  for (const auto& notice : document.at("data").at("notices").as_array())
    out.emplace_back(notice.at("notice_id").as_string().c_str());
  return out;
}

// Every notice of the request with the same status.
std::string results(const ReceivedRequest& request, const std::string& status) {
  boost::json::array list;
  for (const std::string& id : ids_in(request)) list.push_back({{"notice_id", id}, {"status", status}});
  return boost::json::serialize(boost::json::object{{"results", std::move(list)}});
}

struct WebsiteFixture {
  boost::asio::io_context context;
  Runtime runtime;
  triand::config::Problems problems;
  std::map<std::string, Outcome> outcomes;
  std::unique_ptr<Channel> channel;

  explicit WebsiteFixture(const std::string& endpoint, const std::string& more = "") {
    triand::config::Block block = triand::config::Block::parse(
        "endpoint: " + endpoint + "\nsigning_secret: " + kSecret + "\n" + more, "triand.yaml", problems);
    channel = website_plugin.create(block, {}, problems);
    block.complain_unused();
    if (!channel) return;
    runtime.executor = context.get_executor();
    runtime.name = "portal";
    runtime.now = [] { return std::chrono::system_clock::time_point(std::chrono::seconds(1797588000)); };
    channel->start(runtime);
  }

  void give(const std::string& reference, std::int64_t version = 1,
            const std::string& text = "Cảm ơn Quý khách") {
    Envelope envelope;
    envelope.reference = reference;
    envelope.to = envelope.customer_code = "PA05010001234";
    envelope.subject = "Tri ân";
    envelope.text = text;
    envelope.campaign = "tri-an-2026";
    envelope.language = "vi";
    envelope.version = version;
    channel->send(std::move(envelope), [this, reference](Outcome outcome) {
      if (!outcomes.emplace(reference, std::move(outcome)).second)
        throw std::logic_error("done was called twice for " + reference);
    });
  }
  void until_answered(std::size_t count) {
    run_until(context, [&] { return outcomes.size() == count; });
  }
};

}  // namespace

TEST_CASE("notices go as one signed batch with everything the portal needs") {
  Portal portal([](Peer& peer, const ReceivedRequest& request, std::size_t) {
    peer.answer(200, results(request, "accepted"));
  });
  WebsiteFixture fixture(portal.server->url("/api"));
  fixture.give("N1", 1, "</script> 🎉");
  fixture.give("N2");
  fixture.until_answered(2);
  const auto requests = portal.seen();
  REQUIRE(requests.size() == 1);
  const ReceivedRequest& request = requests.front();
  CHECK(request.line() == "POST /api/notices");
  CHECK(request.header("content-type") == "application/json");
  website::SigningKeys keys;
  keys.push_back(*website::SigningKey::read(kSecret));
  CHECK(website::signature_fault(keys, request.header("webhook-id"), request.header("webhook-timestamp"),
                                 request.header("webhook-signature"), request.body, fixture.runtime.now())
            .empty());
  const auto document = boost::json::parse(request.body);
  CHECK(document.at("type") == "notice.published");
  CHECK(document.at("timestamp") == "2026-12-18T10:00:00Z");
  CHECK(document.at("data").at("notices").at(0) ==
        boost::json::parse(R"({"notice_id":"N1","event":"notice.published","version":1,
          "customer_code":"PA05010001234","campaign_id":"tri-an-2026","title":"Tri ân","body":"</script> 🎉",
          "lang":"vi","publish_at":"2026-12-18T10:00:00Z","priority":"normal"})"));
  CHECK(fixture.outcomes.at("N1").provider_id == "N1");
}

TEST_CASE("what was handed over before is an update of a higher version, in a batch of its own") {
  Portal portal([](Peer& peer, const ReceivedRequest& request, std::size_t) {
    peer.answer(200, results(request, "accepted"));
  });
  WebsiteFixture fixture(portal.server->url());
  fixture.give("N1", 1);
  fixture.give("N2", 5);
  fixture.until_answered(2);
  const auto requests = portal.seen();
  REQUIRE(requests.size() == 2);
  for (const auto& request : requests) {
    const auto document = boost::json::parse(request.body);
    const bool first = ids_in(request).front() == "N1";
    CHECK(document.at("type") == (first ? "notice.published" : "notice.updated"));
    CHECK(document.at("data").at("notices").at(0).at("version") == (first ? 1 : 5));
  }
}

TEST_CASE("what is taken back says no more than whose it was") {
  Portal portal([](Peer& peer, const ReceivedRequest& request, std::size_t) {
    peer.answer(200, results(request, "accepted"));
  });
  WebsiteFixture fixture(portal.server->url(), "feed_token: a-token-that-nobody-guesses\n");
  std::optional<Outcome> outcome;
  fixture.channel->withdraw(
      {.reference = "N1", .customer_code = "PA05", .campaign = "tri-an-2026", .version = 2},
      [&](Outcome value) { outcome = std::move(value); });
  run_until(fixture.context, [&] { return outcome.has_value(); });
  CHECK(outcome->verdict == Verdict::accepted);
  const auto document = boost::json::parse(portal.seen().front().body);
  CHECK(document.at("type") == "notice.withdrawn");
  CHECK(document.at("data").at("notices").at(0) ==
        boost::json::parse(R"({"notice_id":"N1","event":"notice.withdrawn","version":2,"customer_code":"PA05",
                               "campaign_id":"tri-an-2026"})"));
  CHECK(fixture.channel->opens_feed("a-token-that-nobody-guesses"));
  CHECK_FALSE(fixture.channel->opens_feed("a-token-that-nobody-guessez"));
  CHECK_FALSE(fixture.channel->opens_feed(""));
  CHECK_FALSE(WebsiteFixture(portal.server->url()).channel->opens_feed(""));
}

TEST_CASE("a notice is taken back once the portal says so or knows nothing of it, and by no refusal") {
  const auto told = [](const std::string& status, const std::string& reason) {
    Portal portal([&](Peer& peer, const ReceivedRequest&, std::size_t) {
      peer.answer(
          200, R"({"results":[{"notice_id":"N1","status":")" + status + R"(","reason":")" + reason + "\"}]}");
    });
    WebsiteFixture fixture(portal.server->url());
    std::optional<Outcome> outcome;
    fixture.channel->withdraw({.reference = "N1", .customer_code = "PA05", .campaign = "c", .version = 2},
                              [&](Outcome value) { outcome = std::move(value); });
    run_until(fixture.context, [&] { return outcome.has_value(); });
    return outcome->verdict;
  };
  CHECK(told("duplicate", "") == Verdict::accepted);
  CHECK(told("rejected", "unknown_customer") == Verdict::accepted);
  CHECK(told("rejected", "unknown_notice") == Verdict::accepted);
  CHECK(told("rejected", "locked") == Verdict::rejected);
  CHECK(told("rejected", "invalid") == Verdict::rejected);
  Portal refusing([](Peer& peer, const ReceivedRequest&, std::size_t) { peer.answer(422, "unknown"); });
  WebsiteFixture fixture(refusing.server->url());
  std::optional<Outcome> outcome;
  fixture.channel->withdraw({.reference = "N1", .customer_code = "PA05", .campaign = "c", .version = 2},
                            [&](Outcome value) { outcome = std::move(value); });
  run_until(fixture.context, [&] { return outcome.has_value(); });
  CHECK(outcome->verdict == Verdict::rejected);
}

TEST_CASE("a batch has a hundred notices or 20 KB at most") {
  Portal portal([](Peer& peer, const ReceivedRequest& request, std::size_t) {
    peer.answer(200, results(request, "accepted"));
  });
  WebsiteFixture fixture(portal.server->url());
  for (int i = 0; i < 120; ++i) fixture.give("S" + std::to_string(i), 1, "x");
  for (int i = 0; i < 10; ++i) fixture.give("L" + std::to_string(i), 1, std::string(6000, 'x'));
  fixture.give("XL", 1, std::string(30'000, 'x'));
  fixture.until_answered(131);
  for (const auto& request : portal.seen()) {
    const auto ids = ids_in(request);
    CHECK(ids.size() <= 100);
    CHECK((request.body.size() <= 20 * 1024 || ids == std::vector<std::string>{"XL"}));
  }
}

TEST_CASE("a lost answer: the same bytes go again under the same id, signed anew") {
  Portal portal([](Peer& peer, const ReceivedRequest& request, std::size_t before) {
    if (before == 0) return peer.reset();
    if (before == 1) return peer.answer(503, "busy");
    peer.answer(200, results(request, "duplicate"));
  });
  WebsiteFixture fixture(portal.server->url(), "timeout: 2s\n");
  auto seconds = std::make_shared<std::atomic<int>>(0);
  fixture.runtime.now = [seconds] {
    return std::chrono::system_clock::time_point(std::chrono::seconds(1797588000 + (*seconds)++));
  };
  fixture.give("N1");
  fixture.give("N2");
  fixture.until_answered(2);
  const auto requests = portal.seen();
  REQUIRE(requests.size() == 3);
  for (const auto& request : requests) {
    CHECK(request.body == requests.front().body);
    CHECK(request.header("webhook-id") == requests.front().header("webhook-id"));
  }
  CHECK(requests[0].header("webhook-timestamp") != requests[2].header("webhook-timestamp"));
  CHECK(requests[0].header("webhook-signature") != requests[2].header("webhook-signature"));
  CHECK(fixture.outcomes.at("N1").duplicate);
}

TEST_CASE("a portal that never answers leaves doubts, one that is not there leaves none") {
  Portal silent([](Peer& peer, const ReceivedRequest&, std::size_t) { peer.reset(); });
  WebsiteFixture fixture(silent.server->url(), "timeout: 1s\n");
  fixture.give("N1");
  fixture.until_answered(1);
  CHECK(fixture.outcomes.at("N1").verdict == Verdict::in_doubt);
  CHECK(silent.seen().size() == 4);
  std::string gone;
  {
    Portal portal([](Peer& peer, const ReceivedRequest&, std::size_t) { peer.answer(200, ""); });
    gone = portal.server->url();
  }
  WebsiteFixture other(gone);
  other.give("N1");
  other.until_answered(1);
  CHECK(other.outcomes.at("N1").verdict == Verdict::deferred);
  CHECK(other.outcomes.at("N1").reason == "gateway_down");
}

TEST_CASE("once an answer was lost, a refusal of the next try is no proof that nothing arrived") {
  Portal portal([](Peer& peer, const ReceivedRequest&, std::size_t before) {
    before == 0 ? peer.reset() : peer.answer(401, "no");
  });
  WebsiteFixture fixture(portal.server->url(), "timeout: 2s\n");
  fixture.give("N1");
  fixture.until_answered(1);
  CHECK(fixture.outcomes.at("N1").verdict == Verdict::in_doubt);
  CHECK(fixture.outcomes.at("N1").reason == "not_authorized");
}

TEST_CASE("the portal is left in peace for as long as it asks, by every batch") {
  Portal portal([](Peer& peer, const ReceivedRequest& request, std::size_t before) {
    before == 0 ? peer.answer(429, "slow", "Retry-After: 1\r\n")
                : peer.answer(200, results(request, "accepted"));
  });
  WebsiteFixture fixture(portal.server->url(), "batch: 1\n");
  const auto begun = std::chrono::steady_clock::now();
  fixture.give("N1");
  run_until(fixture.context, [&] { return portal.seen().size() == 1; });
  // Heard before the second one is given.
  const auto heard = std::chrono::steady_clock::now() + 200ms;
  run_until(fixture.context, [&] { return std::chrono::steady_clock::now() > heard; });
  fixture.give("N2");
  fixture.until_answered(2);
  CHECK(std::chrono::steady_clock::now() - begun >= 1s);
  CHECK(fixture.outcomes.at("N1").verdict == Verdict::accepted);
  // A longer wait than that is the lane's to keep.
  Portal far([](Peer& peer, const ReceivedRequest&, std::size_t) {
    peer.answer(429, "slow", "Retry-After: 3600\r\n");
  });
  WebsiteFixture other(far.server->url());
  other.give("N1");
  other.until_answered(1);
  CHECK(other.outcomes.at("N1").failure == FailureClass::throttled);
  CHECK(other.outcomes.at("N1").retry_after == 1h);
}

TEST_CASE("of a refused batch the guilty notice is found by halving, the others arrive") {
  Portal portal([](Peer& peer, const ReceivedRequest& request, std::size_t) {
    const auto ids = ids_in(request);
    if (std::ranges::find(ids, "N11") != ids.end()) return peer.answer(422, "bad notice");
    peer.answer(200, results(request, "accepted"));
  });
  WebsiteFixture fixture(portal.server->url());
  for (int i = 0; i < 32; ++i) fixture.give("N" + std::to_string(i));
  fixture.until_answered(32);
  for (const auto& [reference, outcome] : fixture.outcomes)
    CHECK((outcome.verdict == Verdict::accepted) == (reference != "N11"));
  CHECK(fixture.outcomes.at("N11").verdict == Verdict::rejected);
  CHECK(fixture.outcomes.at("N11").reason == "content_rejected");
  std::map<std::string, std::string> bodies;
  for (const auto& request : portal.seen())
    CHECK(bodies.emplace(request.header("webhook-id"), request.body).second);
}

TEST_CASE(
    "a notice without a result is undecided, one nobody asked for is passed over, and the log tells both") {
  Portal portal([](Peer& peer, const ReceivedRequest&, std::size_t) {
    peer.answer(
        200, R"({"results":[{"notice_id":"N1","status":"accepted"},{"notice_id":"X","status":"accepted"}]})");
  });
  WebsiteFixture fixture(portal.server->url());
  std::vector<std::string> events;
  fixture.runtime.log = [&](LogLevel, std::string_view event, std::string_view) {
    events.emplace_back(event);
  };
  fixture.give("N1");
  fixture.give("N2");
  fixture.until_answered(2);
  CHECK(fixture.outcomes.at("N1").verdict == Verdict::accepted);
  CHECK(fixture.outcomes.at("N2").verdict == Verdict::in_doubt);
  CHECK(events == std::vector<std::string>{"portal_result_unknown", "portal_result_missing"});
}

TEST_CASE("a portal whose clock is wrong by more than a minute is told of, before it refuses everything") {
  std::string date;
  Portal portal([&](Peer& peer, const ReceivedRequest& request, std::size_t) {
    peer.answer(200, results(request, "accepted"), "Date: " + date + "\r\n");
  });
  WebsiteFixture fixture(portal.server->url());
  CHECK(fixture.channel->trouble().empty());
  date = "Fri, 18 Dec 2026 10:00:50 GMT";
  fixture.give("N1");
  fixture.until_answered(1);
  CHECK(fixture.channel->trouble().empty());
  date = "Fri, 18 Dec 2026 10:02:05 GMT";
  fixture.give("N2");
  fixture.until_answered(2);
  CHECK(fixture.channel->trouble().find("125 s ahead") != std::string::npos);
  date = "Fri, 18 Dec 2026 09:58:00 GMT";
  fixture.give("N3");
  fixture.until_answered(3);
  CHECK(fixture.channel->trouble().find("120 s behind") != std::string::npos);
  date = "Fri, 18 Dec 2026 10:00:00 GMT";
  fixture.give("N4");
  fixture.until_answered(4);
  CHECK(fixture.channel->trouble().empty());
}

TEST_CASE("a redirect is not followed, and an endless answer is cut off") {
  Portal elsewhere([](Peer& peer, const ReceivedRequest&, std::size_t) { peer.answer(200, ""); });
  Portal portal([&](Peer& peer, const ReceivedRequest&, std::size_t) {
    peer.answer(301, "", "Location: " + elsewhere.server->url() + "\r\n");
  });
  WebsiteFixture fixture(portal.server->url());
  fixture.give("N1");
  fixture.until_answered(1);
  CHECK(fixture.outcomes.at("N1").failure == FailureClass::configuration);
  CHECK(elsewhere.seen().empty());
  Portal endless([](Peer& peer, const ReceivedRequest&, std::size_t) {
    peer.write("HTTP/1.1 200 OK\r\nContent-Length: 50000000\r\n\r\n" + std::string(1'000'000, 'x'));
    peer.wait_closed();
  });
  WebsiteFixture other(endless.server->url());
  other.give("N1");
  other.until_answered(1);
  CHECK(other.outcomes.at("N1").verdict == Verdict::in_doubt);
}

TEST_CASE("a stop answers everybody: what was not posted goes back, what may have arrived is in doubt") {
  Portal portal([](Peer& peer, const ReceivedRequest&, std::size_t) { peer.wait_closed(); });
  WebsiteFixture fixture(portal.server->url(), "batch: 1\n");
  for (int i = 0; i < 6; ++i) fixture.give("N" + std::to_string(i));
  run_until(fixture.context, [&] { return portal.seen().size() == 4; });
  fixture.channel->stop(50ms);
  fixture.give("N9");
  fixture.until_answered(7);
  int doubts = 0;
  for (const auto& [reference, outcome] : fixture.outcomes) {
    doubts += outcome.verdict == Verdict::in_doubt ? 1 : 0;
    if (outcome.verdict == Verdict::deferred) CHECK(outcome.reason == "interrupted");
  }
  CHECK(doubts == 4);
}

TEST_CASE("a notice that was seen counts as delivered, when the portal has signed that") {
  WebsiteFixture fixture("http://127.0.0.1:1");
  website::SigningKeys keys;
  keys.push_back(*website::SigningKey::read(kSecret));
  const auto request = [&](const std::string& body, const std::string& id = "seen_1") {
    WebhookRequest out{.method = "POST", .query = "", .body = body, .headers = {}};
    out.headers = {{"Webhook-Id", id},
                   {"Webhook-Timestamp", "1797588000"},
                   {"Webhook-Signature", website::signatures(keys, id, 1797588000, body)}};
    return out;
  };
  const auto one = fixture.channel->receive(
      request(R"({"type":"notice.seen","data":{"notice_id":"N1","seen_at":"2026-12-18T10:00:00Z"}})"));
  REQUIRE(one.receipts.size() == 1);
  CHECK(one.receipts[0].reference == "N1");
  CHECK(one.receipts[0].word == Receipt::Word::delivered);
  // Told again it is the same word; under another id it is another.
  const std::string again =
      R"({"type":"notice.seen","data":{"notice_id":"N1","seen_at":"2026-12-18T10:00:00Z"}})";
  CHECK(one.receipts[0].repeats);
  CHECK(fixture.channel->receive(request(again)).receipts.at(0).detail == one.receipts[0].detail);
  CHECK(fixture.channel->receive(request(again, "seen_2")).receipts.at(0).detail != one.receipts[0].detail);
  CHECK(fixture.channel
            ->receive(request(
                R"({"type":"notice.seen","data":{"notices":[{"notice_id":"N1"},{"notice_id":"N2"}]}})"))
            .receipts.size() == 2);
  CHECK(fixture.channel->receive(request(R"({"type":"notice.clicked","data":{}})")).receipts.empty());
  for (const char* bad : {"", "[]", "{}", R"({"type":"notice.seen"})", R"({"type":"notice.seen","data":{}})",
                          R"({"type":"notice.seen","data":{"notices":[{"notice_id":"N1"},{}]}})"}) {
    const auto result = fixture.channel->receive(request(bad));
    CHECK(result.authentic);
    CHECK_FALSE(result.fault.empty());
    CHECK(result.receipts.empty());
  }
  WebhookRequest forged = request(R"({"type":"notice.seen","data":{"notice_id":"N1"}})");
  forged.body.replace(forged.body.find("N1"), 2, "N2");
  CHECK_FALSE(fixture.channel->receive(forged).authentic);
}

TEST_CASE("faults of a website channel's configuration have a line and a remedy, and tell no secret") {
  const auto fault = [](const std::string& text) {
    triand::config::Problems problems;
    auto block = triand::config::Block::parse(text, "triand.yaml", problems);
    CHECK_FALSE(website_plugin.create(block, {}, problems));
    std::string all;
    for (const auto& problem : problems) all += problem.to_string() + "\n";
    return all;
  };
  const std::string good = "signing_secret: " + std::string(kSecret) + "\n";
  CHECK(fault("signing_secret: hush-hush\nendpoint: https://portal.example\n").find("signing_secret") !=
        std::string::npos);
  CHECK(fault("signing_secret: hush-hush\nendpoint: https://portal.example\n").find("hush") ==
        std::string::npos);
  CHECK(fault(good).find("endpoint") != std::string::npos);
  CHECK(fault("endpoint: ftp://portal.example\n" + good).find("endpoint") != std::string::npos);
  CHECK(fault("endpoint: https://portal.example\nfeed_token: short\n" + good).find("feed_token") !=
        std::string::npos);
}
