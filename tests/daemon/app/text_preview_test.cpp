#include "daemon/app/text_preview.hpp"

#include <chrono>

#include <boost/json/serialize.hpp>
#include <catch2/catch.hpp>

#include "tests/daemon/schedule/moments.hpp"
#include "tests/daemon/store/store_fixture.hpp"

namespace triand::app {
namespace {

using namespace std::chrono_literals;
using domain::AddressKind;
using templates::MessageForm;

// Ten customers in a store, and somebody who writes to them.
struct Bench {
  explicit Bench(int customers = 10) : store(customers), reader(store.path()) {
    settings.zone = schedule::viet_nam();
    settings.hotline = "19006769";
    settings.law = plan::LawWords::shipped();
    add("sms", AddressKind::telephone, MessageForm::text, 850);
    add("zalo", AddressKind::telephone, MessageForm::zalo, 200);
    add("email", AddressKind::email, MessageForm::email, 0);
    add("website", AddressKind::customer_code, MessageForm::website, 0);
  }

  void add(const char* name, AddressKind address, MessageForm form, std::int64_t price) {
    ChannelSettings channel;
    channel.facts = {name, name, address, form, templates::SmsTextMode::plain, price};
    settings.channels.push_back(std::move(channel));
  }

  server::Answer ask(const server::TextOrder& order, std::chrono::milliseconds patience = 60s) {
    return preview_text(settings, reader, order, schedule::vn(2026, 12, 1, 9, 0), patience);
  }
  boost::json::object told(const server::TextOrder& order, std::chrono::milliseconds patience = 60s) {
    auto answer = ask(order, patience);
    return std::get<boost::json::object>(answer);
  }
  boost::json::object sms(const std::string& text, std::vector<std::string> customers = {}) {
    return told({.channel = "sms", .text = text, .customers = std::move(customers)});
  }

  store::StoreFixture store;
  store::Reader reader;
  Settings settings;
};

const std::string kFirst = "PA051000000001";

const boost::json::object& first_message(const boost::json::object& document) {
  return document.at("samples").at(0).at("messages").at(0).as_object();
}

}  // namespace

TEST_CASE("a text is filled for the customer that is named, with its length, parts and price") {
  Bench bench;
  auto document = bench.sms("Kính gửi {{ full_name }}, {{ campaign_title }} {{ year }}, {{ hotline }}",
                            {"PA051000000002"});
  CHECK(document.at("problems").as_array().empty());
  CHECK(document.at("form") == "text");
  REQUIRE(document.at("samples").as_array().size() == 1);
  CHECK(document.at("samples").at(0).at("pick") == "named");
  const auto& message = first_message(document);
  CHECK(message.at("text") == "Kinh gui Nguyen Van 2, (campaign_title) 2026, 19006769");
  CHECK(message.at("parts") == 1);
  CHECK(message.at("coding") == "gsm7");
  CHECK(message.at("units") == 54);
  CHECK(message.at("cost") == 850);
  CHECK(message.at("forms").at("unicode").at("parts") == 1);
  document = bench.told(
      {.channel = "sms", .text = "{{ campaign_title }}", .title = "Tri ân", .customers = {kFirst}});
  CHECK(first_message(document).at("text") == "Tri an");
}

TEST_CASE("each fault is told with its part, its line and the line itself, and nothing is filled") {
  Bench bench;
  const auto document = bench.sms("Kính gửi\n{{ ful_name }} và {{ phone | shout }}\n\n{% if gift %}");
  const auto& problems = document.at("problems").as_array();
  REQUIRE(problems.size() == 4);
  CHECK(problems[0].at("part") == "text");
  CHECK(problems[0].at("line") == 2);
  CHECK(problems[0].at("source") == "{{ ful_name }} và {{ phone | shout }}");
  CHECK(boost::json::serialize(problems[0].at("message")).find("did you mean `full_name`") !=
        std::string::npos);
  CHECK(problems[3].at("line") == 4);
  CHECK(document.at("problems_in_all") == 4);
  CHECK(document.at("samples").as_array().empty());
  CHECK(bench.sms("").at("problems").as_array().size() == 1);
  CHECK(bench.sms("\x01").at("problems").at(0).at("source") == "");
}

TEST_CASE("of very many faults the first are told, and how many there are") {
  Bench bench;
  std::string text;
  for (int number = 0; number < 120; ++number) text += "{{ nobody }}\n";
  const auto document = bench.sms(text);
  CHECK(document.at("problems").as_array().size() == 50);
  CHECK(document.at("problems_in_all") == 120);
}

TEST_CASE("an email's parts are told apart, a Zalo file's values by their keys") {
  Bench bench;
  auto document = bench.told({.channel = "email",
                              .text = "{{ a }}",
                              .subject = "{{ b }}",
                              .html = "<p>\n{{ c }}",
                              .customers = {kFirst}});
  std::string parts;
  for (const auto& problem : document.at("problems").as_array())
    parts +=
        std::string(problem.at("part").as_string()) + std::to_string(problem.at("line").as_int64()) + " ";
  CHECK(parts == "subject1 text1 html2 ");
  document = bench.told({.channel = "email",
                         .text = "Kính gửi {{ full_name }}",
                         .subject = "Tri ân",
                         .html = "<p>{{ full_name }}</p>",
                         .advertising = true,
                         .customers = {kFirst}});
  CHECK(first_message(document).at("subject") == "[QC] Tri ân");
  CHECK(first_message(document).at("html") == "<p>Nguyễn Văn 1</p>");
  CHECK_FALSE(first_message(document).contains("units"));
  const std::string zalo = "template_id: '7'\ndata:\n  ten: '{{ ful_name }}'\n";
  document = bench.told({.channel = "zalo", .text = zalo});
  CHECK(document.at("problems").at(0).at("key") == "data.ten");
  CHECK(document.at("problems").at(0).at("line") == 3);
  document = bench.told({.channel = "zalo", .text = "template_id: '7'\ndata:\n  ten: '{{ full_name }}'\n"});
  CHECK(first_message(document).at("text") == "template 7\nten: Nguyễn Văn 1");
  CHECK(bench.told({.channel = "website", .text = "Tiêu đề"}).at("problems").at(0).at("line") == 2);
}

TEST_CASE(
    "without a name the shortest and the longest of the customers are shown, and who would get nothing") {
  Bench bench;
  bench.store.run([&](store::WriteSession& session) {
    const auto import = store::begin_import(session, "more.csv", "somebody", bench.store.now);
    domain::Customer nameless = store::StoreFixture::customer(11);
    nameless.full_name.clear();
    domain::Customer longest = store::StoreFixture::customer(12);
    longest.full_name = "Công Tằng Tôn Nữ Thị Minh Khai";
    (void)store::put_customers(session, import, std::vector<domain::Customer>{nameless, longest},
                               bench.store.now);
  });
  const auto document = bench.sms("Kính gửi {{ full_name }}");
  CHECK(document.at("looked_at") == 12);
  CHECK(boost::json::serialize(document.at("left_out")) == R"({"full_name":1})");
  const auto& samples = document.at("samples").as_array();
  REQUIRE(samples.size() >= 2);
  CHECK(samples[0].at("pick") == "shortest");
  CHECK(samples[0].at("customer_code") == kFirst.c_str());
  CHECK(samples[1].at("pick") == "longest");
  CHECK(samples[1].at("customer_code") == "PA051000000012");
  // Where everybody is left out one shows why.
  const auto nobody = bench.sms("{{ province }}");
  CHECK(nobody.at("left_out").at("province") == 12);
  CHECK(first_message(nobody).at("missing") == "province");
}

TEST_CASE("no more customers are looked at than a few hundred, and none once the patience is over") {
  Bench bench(400);
  const server::TextOrder order{.channel = "sms", .text = "Kính gửi {{ full_name }}"};
  CHECK(bench.told(order).at("looked_at") == 300);
  CHECK(bench.told(order, 0ms).at("looked_at") == 1);
  CHECK(bench.told(order, 0ms).at("samples").as_array().size() == 1);
}

TEST_CASE("a text that fills without end is refused") {
  Bench bench;
  bench.store.run([&](store::WriteSession& session) {
    const auto import = store::begin_import(session, "long.csv", "somebody", bench.store.now);
    domain::Customer talker = store::StoreFixture::customer(13);
    talker.address = std::string(20'000, 'x');
    (void)store::put_customers(session, import, std::vector<domain::Customer>{talker}, bench.store.now);
  });
  std::string text;
  for (int number = 0; number < 20; ++number) text += "{{ address }}";
  const auto answer =
      bench.ask({.channel = "sms", .text = text, .customers = {store::StoreFixture::customer(13).code}});
  CHECK(std::get<server::ApiError>(answer).error == "too-large");
}

TEST_CASE("what the rules have to say of a text stands beside it, and nothing of the campaign's file does") {
  Bench bench;
  const auto document = bench.sms("Kính gửi {{ full_name }}\nXem tại la.app", {kFirst});
  const auto& warnings = document.at("warnings").as_array();
  REQUIRE(warnings.size() == 1);
  CHECK(warnings[0].at("rule") == "care/link");
  CHECK(warnings[0].at("file") == "text");
  CHECK(warnings[0].at("line") == 2);
  // The advertising rules about window and one_per are the file's.
  const auto ad =
      bench.told({.channel = "sms", .text = "Mua đi", .advertising = true, .customers = {kFirst}});
  for (const auto& warning : ad.at("warnings").as_array()) CHECK(warning.at("file") == "text");
  CHECK(first_message(ad).at("text") == "[QC] Mua di");
}

TEST_CASE("what the gateway would refuse is said with the message") {
  Bench bench;
  bench.settings.channels.front().facts.limits.care.plain = 10;
  CHECK(first_message(bench.sms("Kính gửi {{ full_name }}", {kFirst})).at("refused") ==
        "21 of at most 10 characters");
}

TEST_CASE("a text for a channel that there is not, or for nobody at all, is no fault of the text") {
  Bench bench;
  CHECK(std::get<server::ApiError>(bench.ask({.channel = "pigeon", .text = "x"})).error == "no-such-channel");
  Bench empty(0);
  const auto document = empty.sms("Kính gửi");
  CHECK(document.at("problems").as_array().empty());
  CHECK(document.at("samples").as_array().empty());
  CHECK(document.at("looked_at") == 0);
}

}  // namespace triand::app
