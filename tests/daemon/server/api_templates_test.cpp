#include <atomic>
#include <future>
#include <thread>

#include <catch2/catch.hpp>

#include "tests/daemon/server/api_fixture.hpp"

using namespace triand;
using namespace triand::tests;

namespace {

const std::string kPreview = "/api/v1/templates/preview";

std::string order(const std::string& member, const std::string& text) {
  return boost::json::serialize(boost::json::object{{"channel", "sms"}, {member, text}});
}

}  // namespace

TEST_CASE("what lies in the templates' folder is told, and which message is asked for") {
  ApiFixture api;
  const Told told = api.get("/api/v1/templates?message=tri-an%2Fsms.txt");
  CHECK(told.status == 200);
  CHECK(told.text("schema") == "triand.templates/v1");
  CHECK(told.text("message") == "tri-an/sms.txt");
  CHECK(api.get("/api/v1/templates").text("message").empty());
}

TEST_CASE("a text is passed on whole, with the customers as the store has them") {
  ApiFixture api;
  api.load_customers();
  const Told told =
      api.post(kPreview,
               R"({"channel":"mail","text":"a\nb","subject":"s","html":"<p>","title":"t","advertising":true,)"
               R"("customers":["pa05010000001"," PM05010000004"]})");
  REQUIRE(told.status == 200);
  CHECK(told.text("schema") == "triand.text_preview/v1");
  CHECK(api.text_order.channel == "mail");
  CHECK(api.text_order.text == "a\nb");
  CHECK(api.text_order.subject == "s");
  CHECK(api.text_order.html == "<p>");
  CHECK(api.text_order.title == "t");
  CHECK(api.text_order.advertising);
  CHECK(api.text_order.customers == std::vector<std::string>{"PA05010000001", "PM05010000004"});
  CHECK(api.audited().empty());
}

TEST_CASE("a text that is longer than any message is refused before it is read") {
  ApiFixture api;
  api.preview_text = [](const server::TextOrder&) -> server::Answer { throw std::logic_error("was read"); };
  for (const auto& [member, most] : std::vector<std::pair<std::string, std::size_t>>{
           {"text", 64 * 1024}, {"subject", 4 * 1024}, {"html", 200 * 1024}, {"title", 4 * 1024}}) {
    CAPTURE(member);
    const Told told = api.post(kPreview, order(member, std::string(most + 1, 'x')));
    CHECK(told.status == 400);
    CHECK(told.text("error") == "too-large");
    CHECK_THROWS(api.post(kPreview, order(member, std::string(most, 'x'))));
  }
  for (const char* mark : {"{{ a }}", "{% end %}", "{{{{", "|a"}) {
    std::string text;
    for (int number = 0; number < 501; ++number) text += mark;
    CHECK(api.post(kPreview, order("text", text)).text("error") == "too-large");
  }
}

TEST_CASE("a preview is for customers that there are, at most five, of the caller's units") {
  ApiFixture api;
  api.load_customers();
  const auto ask = [&](const std::string& customers) {
    return api.post(kPreview, R"({"channel":"sms","text":"x","customers":[)" + customers + "]}");
  };
  CHECK(ask(R"("PA05999999999")").error().starts_with("no-such-customer"));
  CHECK(ask(R"("nobody")").exit() == 5);
  const std::string one = R"("PA05010000001")";
  CHECK(ask(one + "," + one + "," + one + "," + one + "," + one).exit() == 0);
  CHECK(ask(one + "," + one + "," + one + "," + one + "," + one + "," + one).exit() == 2);
  CHECK(api.post(kPreview, R"({"text":"x"})").exit() == 2);
  CHECK(api.post(kPreview, R"({"channel":"sms","text":"x","customers":"PA05010000001"})").exit() == 2);
  api.caller = {"minh", server::Role::operator_, true, {"PM"}};
  CHECK(ask(R"("PM05010000004")").exit() == 0);
  CHECK(ask(one).exit() == 5);
  CHECK(ask(R"("PM05010000004",)" + one).exit() == 5);
  const Told examples = ask("");
  CHECK(examples.exit() == 4);
  CHECK(examples.text("error") == "limited-to-units");
}

TEST_CASE("of the threads that answer two at most fill texts, and whoever comes third is told to wait") {
  ApiFixture api;
  std::promise<void> gate;
  const std::shared_future<void> opened = gate.get_future().share();
  std::atomic<int> inside = 0;
  api.preview_text = [&](const server::TextOrder&) -> server::Answer {
    ++inside;
    opened.wait();
    return boost::json::object{{"schema", "triand.text_preview/v1"}};
  };
  // The fixture's own request is one thread's; these call the route as the server does.
  const auto match = api.router.match("POST", *server::target_from(kPreview), &api.caller, false);
  const auto call = [&] {
    server::Request request;
    request.method = "POST";
    request.caller = {"lan", server::Role::operator_};
    request.body = order("text", "x");
    return match.route->handler(request).status;
  };
  auto first = std::async(std::launch::async, call);
  auto second = std::async(std::launch::async, call);
  while (inside < 2) std::this_thread::yield();
  CHECK(call() == 503);
  CHECK(inside == 2);
  gate.set_value();
  CHECK(first.get() == 200);
  CHECK(second.get() == 200);
  CHECK(call() == 200);
}
