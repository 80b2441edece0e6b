#include "daemon/app/notice_feed.hpp"

#include <set>
#include <thread>

#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

#include "daemon/store/archive_writer.hpp"
#include "daemon/store/notice_log.hpp"
#include "tests/daemon/store/store_fixture.hpp"

namespace triand::app {
namespace {

constexpr const char* kToken = "a-token-that-nobody-guesses";

struct PortalChannel : channels::Channel {
  void start(channels::Runtime&) override {}
  void send(channels::Envelope, Done) override {}
  bool opens_feed(std::string_view token) const override { return token == kToken; }
  void stop(std::chrono::milliseconds) override {}
};

// The fixture's campaign is nothing that compiles any more; the second customer must not be written to.
struct Feed {
  Feed() {
    store.approve();
    for (const auto& one : store.take(4).deliveries) {
      deliveries.push_back(one.id);
      codes.push_back(one.customer.customer.code);
      store.run([&](store::WriteSession& session) {
        store::put_notice(session, one.id, 1, store.now);
        return 0;
      });
    }
    ChannelSettings channel;
    channel.facts.name = "sms";
    channel.channel = std::make_unique<PortalChannel>();
    settings.channels.push_back(std::move(channel));
    settings.zone = schedule::TimeZone::find("Asia/Ho_Chi_Minh");
    feed.add_route(router);
  }

  server::Response ask(const std::string& after, int limit = 500, const std::string& known = "") {
    server::Request request;
    request.method = "GET";
    request.query = {{"after", after}, {"limit", std::to_string(limit)}};
    request.headers = {{"Authorization", std::string("Bearer ") + kToken}, {"If-None-Match", known}};
    // A test asks faster than a portal may.
    for (;;) {
      server::Response answer = router.routes().front().handler(request);
      if (answer.status != 429) return answer;
      std::this_thread::yield();
    }
  }

  void withdraw(std::size_t at) {
    REQUIRE(store.run([&](store::WriteSession& session) {
      return store::withdraw_notice(session, deliveries[at], domain::Reason::retention, store.now);
    }));
  }
  void remove(std::size_t at) {
    const std::int64_t before = newest_removed();
    store.run([&](store::WriteSession& session) { store::remove_notice(session, deliveries[at]); });
    REQUIRE(newest_removed() > before);
  }
  std::int64_t newest_removed() { return store::Reader(store.path()).newest_removed_notice(rows.at("sms")); }
  static std::string tag(const server::Response& answer) {
    for (const auto& [name, value] : answer.headers)
      if (name == "ETag") return value;
    return "";
  }
  static std::string next(const server::Response& answer) {
    REQUIRE(answer.status == 200);
    return boost::json::parse(answer.body).at("next").as_string().c_str();
  }

  store::StoreFixture store;
  store::ReaderPool readers{store.path()};
  std::vector<std::int64_t> deliveries;
  std::vector<std::string> codes;
  Settings settings;
  ChannelRows rows = store.channels;
  domain::SuppressionIndex suppressions{store::Reader(store.path()).subject_hash()};
  CampaignShelf shelf{settings, rows, suppressions};
  NoticeFeed feed{settings,
                  rows,
                  shelf,
                  readers,
                  [this](const store::NoticeRow&, const domain::Customer& customer) {
                    return customer.code == codes[1] ? domain::Reason::opted_out : domain::Reason::none;
                  },
                  EventLog()};
  server::Router router;
};

}  // namespace

TEST_CASE("a campaign that cannot be read any more breaks no feed: what is taken back is served") {
  Feed feed;
  feed.store.run([&](store::WriteSession& session) {
    return store::withdraw_notice(session, feed.deliveries[0], domain::Reason::erased, feed.store.now);
  });
  const auto answer = feed.ask("0");
  REQUIRE(answer.status == 200);
  const auto document = boost::json::parse(answer.body);
  std::vector<std::string> served;
  for (const auto& item : document.at("items").as_array()) {
    CHECK(item.at("event") == "notice.withdrawn");
    CHECK_FALSE(item.as_object().contains("title"));
    served.emplace_back(item.at("customer_code").as_string().c_str());
  }
  CHECK(document.at("more") == false);
  CHECK(std::set<std::string>(served.begin(), served.end()) == std::set{feed.codes[0], feed.codes[1]});
  CHECK(served.size() == 2);
}

TEST_CASE(
    "a cursor behind which a change was removed is refused, and whoever begins again reads to the end") {
  Feed feed;
  const std::string early = Feed::next(feed.ask("0", 2));
  const std::string old = Feed::next(feed.ask("0"));
  CHECK(Feed::next(feed.ask(early)) == old);
  feed.withdraw(0);
  const std::string current = Feed::next(feed.ask(old));
  feed.remove(0);
  // They never learn that it was taken back.
  CHECK(feed.ask(early).status == 410);
  CHECK(feed.ask(old).status == 410);
  CHECK(feed.ask(old).body.find("after=0") != std::string::npos);
  CHECK(feed.ask(current).status == 200);
  // The others have lower numbers than what was removed, and are read page by page all the same.
  std::string cursor = "0";
  int pages = 0;
  for (bool more = true; more; ++pages) {
    const auto answer = feed.ask(cursor, 1);
    cursor = Feed::next(answer);
    more = boost::json::parse(answer.body).at("more").as_bool();
  }
  CHECK(pages == 3);
  CHECK(feed.ask(cursor).status == 200);
  // Removed while it was being read anew.
  const std::string meanwhile = Feed::next(feed.ask("0", 1));
  feed.withdraw(1);
  CHECK(feed.ask(meanwhile).status == 200);
  feed.remove(1);
  CHECK(feed.ask(meanwhile).status == 410);
}

TEST_CASE(
    "what was removed of one channel makes no other's cursor too old, and the newest removed one counts") {
  Feed feed;
  feed.withdraw(0);
  feed.withdraw(1);
  const auto removed = [&](std::size_t at) {
    feed.store.run([&](store::WriteSession& session) { store::remove_notice(session, feed.deliveries[at]); });
    return feed.newest_removed();
  };
  const std::int64_t last = removed(1);
  CHECK(last == store::Reader(feed.store.path()).newest_notice());
  CHECK(removed(0) == last);
  CHECK(removed(0) == last);
  CHECK(store::Reader(feed.store.path()).newest_removed_notice(feed.rows.at("email")) == 0);
}

TEST_CASE("retention's removal of a campaign is known to the feed") {
  Feed feed;
  const std::string old = Feed::next(feed.ask("0", 1));
  CHECK(feed.ask(old).status == 200);
  feed.withdraw(0);
  const std::string full = Feed::tag(feed.ask("0"));
  CHECK(feed.ask("0", 500, full).status == 304);
  const auto hash = store::Reader(feed.store.path()).subject_hash();
  CHECK(feed.store.run([&](store::WriteSession& session) {
    return store::archive_some(session, feed.store.campaign, hash, 100);
  }) > 0);
  CHECK(feed.ask(old).status == 410);
  const auto anew = feed.ask("0", 500, full);
  REQUIRE(anew.status == 200);
  CHECK(boost::json::parse(anew.body).at("items").as_array().empty());
}

TEST_CASE("what is no cursor is refused") {
  Feed feed;
  for (const char* text : {"now", "-1", "1-", "-", "1-2-3", "1 ", "99999999999999999999"})
    CHECK(feed.ask(text).status == 400);
  CHECK(feed.ask("").status == 200);
  CHECK(feed.ask("1000000").status == 410);
  CHECK(feed.ask("1-1000000").status == 410);
}

}  // namespace triand::app
