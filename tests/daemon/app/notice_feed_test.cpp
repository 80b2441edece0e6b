#include "daemon/app/notice_feed.hpp"

#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

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

  server::Response ask(const std::string& after) {
    server::Request request;
    request.method = "GET";
    request.query = {{"after", after}};
    request.headers = {{"Authorization", std::string("Bearer ") + kToken}};
    return router.routes().front().handler(request);
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

}  // namespace triand::app
