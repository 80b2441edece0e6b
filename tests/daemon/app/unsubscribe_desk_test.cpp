#include "daemon/app/unsubscribe_desk.hpp"

#include <catch2/catch.hpp>

#include "channels/channel.hpp"
#include "channels/signed_reference.hpp"
#include "tests/daemon/store/store_fixture.hpp"

namespace triand::app {
namespace {

constexpr const char* kKey = "a key of a database";

// The fixture's campaign, of whose class each test decides, and the links of its messages.
struct Links {
  explicit Links(bool advertising)
      : desk({.key = kKey,
              .writer = *store.writer,
              .readers = readers,
              .suppressions = suppressions,
              .advertises = [advertising](store::Reader&, const store::DeliveryView&) { return advertising; },
              .now = [this] { return store.now; },
              .changed = [this](bool everything) { told.push_back(everything); },
              .log = EventLog()}) {
    store.approve();
    for (const auto& one : store.take(2).deliveries) {
      store.answer(one, domain::DeliveryEvent::answered_accepted);
      references.push_back(store::Reader(store.path()).delivery_by_id(one.id)->reference);
    }
    desk.add_routes(router, {{.pattern = "/u/{reference}", .query = {}}});
  }

  int press(const std::string& link, const std::string& body = "List-Unsubscribe=One-Click",
            const std::string& method = "POST") {
    server::Request request;
    request.method = method;
    request.parameters = {{"reference", link}};
    request.headers = {{"Content-Type", "application/x-www-form-urlencoded"}};
    request.body = body;
    for (const server::Route& route : router.routes())
      if (route.method == method) return route.handler(request).status;
    return 0;
  }

  [[nodiscard]] std::string link(std::size_t at) const {
    return channels::sign_reference(kKey, channels::kUnsubscribePurpose, references.at(at));
  }

  [[nodiscard]] std::size_t suppressed() const {
    return static_cast<std::size_t>(
        store::open_for_reading(store.path())->execAndGet("SELECT count(*) FROM suppression").getInt64());
  }

  store::StoreFixture store;
  store::ReaderPool readers{store.path()};
  store::SuppressionDesk suppressions{*store.writer, store.path(), [this] { return store.now; }};
  std::vector<bool> told;
  UnsubscribeDesk desk;
  server::Router router;
  std::vector<std::string> references;
};

TEST_CASE("who unsubscribes from advertising is looked for in everything that stands, once") {
  for (const bool advertising : {true, false}) {
    CAPTURE(advertising);
    Links links(advertising);
    CHECK(links.press(links.link(0)) == 200);
    CHECK(links.told == std::vector<bool>{advertising});
    const std::size_t stored = links.suppressed();
    CHECK(stored > 0);
    // Once more changes nothing, and tells nobody.
    CHECK(links.press(links.link(0)) == 200);
    CHECK(links.told.size() == 1);
    CHECK(links.suppressed() == stored);
    CHECK(links.press(links.link(1)) == 200);
    CHECK(links.told == std::vector<bool>{advertising, advertising});
  }
}

TEST_CASE("a link that is not ours, and a press that does not ask for it, change nothing") {
  Links links(true);
  CHECK(links.press(links.references[0] + "-ABCDEFGHJKMN") == 404);
  CHECK(links.press(links.link(0), "something=else") == 400);
  CHECK(links.press(links.link(0), "", "GET") == 200);
  CHECK(links.press(channels::sign_reference(kKey, "another purpose", links.references[0])) == 404);
  CHECK(links.told.empty());
  CHECK(links.suppressed() == 0);
}

}  // namespace
}  // namespace triand::app
