#include <catch2/catch.hpp>

#include "daemon/store/campaign_writer.hpp"
#include "tests/daemon/server/api_fixture.hpp"

using namespace triand;
using namespace triand::tests;

namespace {

using domain::DeliveryEvent;

std::string path_of(const std::string& reference, const std::string& verb) {
  return "/api/v1/deliveries/" + reference + "/" + verb;
}

std::int64_t bucket(ApiFixture& api, const char* name) {
  return api.get("/api/v1/campaigns/tri-an-2026").at("recipients").at(name).as_int64();
}

}  // namespace

TEST_CASE("a doubt is resolved as delivered, once, with who and why in its history") {
  ApiFixture api;
  api.load_customers();
  api.send(api.run(), "mail", DeliveryEvent::answered_in_doubt);
  const std::string reference = api.reference("PA05010000002", "mail");
  CHECK(bucket(api, "in_doubt") == 1);
  const Told told =
      api.post(path_of(reference, "resolve"), R"({"as":"delivered","reason":"the customer has it"})");
  CHECK(told.text("schema") == "triand.delivery/v1");
  CHECK(told.text("state") == "delivered");
  const auto& last = told.at("history").as_array().back();
  CHECK(last.at("event") == "resolved");
  CHECK(last.at("who") == "lan");
  CHECK(last.at("detail") == "the customer has it");
  CHECK(bucket(api, "in_doubt") == 0);
  CHECK(bucket(api, "reached") == 1);
  CHECK(api.changes == 1);
  CHECK(api.audited().back() == "lan delivery.resolve_delivered " + reference + " the customer has it");
  CHECK(api.post(path_of(reference, "resolve"), R"({"as":"delivered"})").exit() == 6);
}

TEST_CASE("a doubt resolved as failed goes to the leg's next channel, if there is one") {
  ApiFixture api;
  api.load_customers();
  api.send(api.run(), "sms", DeliveryEvent::answered_in_doubt);
  const Told alone =
      api.post(path_of(api.reference("PM05010000004", "sms"), "resolve"), R"({"as":"failed"})");
  CHECK(alone.text("state") == "failed");
  CHECK(bucket(api, "unreached") == 1);
  api.next_channel = api.row_of("post");
  const Told told = api.post(path_of(api.reference("PA05010000001", "sms"), "resolve"), R"({"as":"failed"})");
  CHECK(told.text("state") == "failed");
  CHECK(told.text("reason") == "resolved_by_hand");
  CHECK(api.get("/api/v1/deliveries/" + api.reference("PA05010000001", "post")).text("state") == "queued");
  CHECK(bucket(api, "unreached") == 1);
}

TEST_CASE("a doubt resolved as resend is sent again") {
  ApiFixture api;
  api.load_customers();
  const std::int64_t row = api.run();
  api.send(row, "mail", DeliveryEvent::answered_in_doubt);
  const std::string reference = api.reference("PA05010000002", "mail");
  CHECK(api.post(path_of(reference, "resolve"), R"({"as":"resend"})").text("state") == "queued");
  CHECK(api.send(row, "mail", DeliveryEvent::answered_accepted).size() == 1);
  CHECK(api.get("/api/v1/deliveries/" + reference).text("state") == "accepted");
}

TEST_CASE("what is not in doubt is not resolved, and not as anything else") {
  ApiFixture api;
  api.load_customers();
  const std::int64_t row = api.run();
  const std::string reference = api.reference("PA05010000002", "mail");
  CHECK(api.post(path_of(reference, "resolve"), R"({"as":"lost"})").exit() == 2);
  CHECK(api.post(path_of(reference, "resolve")).exit() == 2);
  const Told queued = api.post(path_of(reference, "resolve"), R"({"as":"delivered"})");
  CHECK(queued.exit() == 6);
  CHECK(queued.text("message").find("queued") != std::string::npos);
  api.send(row, "mail", DeliveryEvent::answered_accepted);
  CHECK(api.post(path_of(reference, "resolve"), R"({"as":"failed"})").exit() == 6);
  CHECK(api.changes == 0);
}

TEST_CASE("once the window is over a doubt may be settled, but not sent again") {
  ApiFixture api;
  api.load_customers();
  api.send(api.run(), "mail", DeliveryEvent::answered_in_doubt);
  const std::string reference = api.reference("PA05010000002", "mail");
  api.now += std::chrono::hours(24 * 5);
  const Told told = api.post(path_of(reference, "resolve"), R"({"as":"resend"})");
  CHECK(told.exit() == 6);
  CHECK(told.text("message").find("window") != std::string::npos);
  CHECK(api.post(path_of(reference, "resolve"), R"({"as":"failed"})").text("state") == "failed");
}

TEST_CASE("a failed delivery is sent again and answered for again") {
  ApiFixture api;
  api.load_customers();
  const std::int64_t row = api.run();
  api.send(row, "mail", DeliveryEvent::answered_rejected, domain::Reason::mailbox_full);
  const std::string reference = api.reference("PA05010000002", "mail");
  CHECK(bucket(api, "unreached") == 1);
  const Told told = api.post(path_of(reference, "resend"), R"({"reason":"made room"})");
  CHECK(told.text("state") == "queued");
  CHECK(told.text("reference") == reference);
  CHECK(bucket(api, "unreached") == 0);
  CHECK(api.audited().back() == "lan delivery.resend " + reference + " made room");
  CHECK(api.send(row, "mail", DeliveryEvent::answered_accepted).size() == 1);
  CHECK(api.post(path_of(reference, "resend")).exit() == 6);
}

TEST_CASE("nothing is sent again to whom it would thank twice or who refused") {
  ApiFixture api;
  api.load_customers();
  const std::int64_t row = api.run();
  const std::string mail = api.reference("PA05010000002", "mail");
  const std::string sms = api.reference("PA05010000001", "sms");
  CHECK(api.post(path_of(mail, "resend")).exit() == 6);
  api.send(row, "mail", DeliveryEvent::answered_in_doubt);
  const Told doubt = api.post(path_of(mail, "resend"));
  CHECK(doubt.exit() == 6);
  CHECK(doubt.text("hint").find("resolve") != std::string::npos);
  api.send(row, "sms", DeliveryEvent::answered_rejected, domain::Reason::blocked_by_recipient);
  const Told refused = api.post(path_of(sms, "resend"));
  CHECK(refused.exit() == 6);
  CHECK(refused.text("message").find("blocks") != std::string::npos);
  CHECK(api.changes == 0);
}

TEST_CASE(
    "nothing is sent again when another channel took over, the window is over or the campaign is cancelled") {
  ApiFixture api;
  api.load_customers();
  const std::int64_t row = api.run();
  api.send(row, "sms", DeliveryEvent::answered_in_doubt);
  const std::string taken = api.reference("PA05010000001", "sms");
  const std::string alone = api.reference("PM05010000004", "sms");
  REQUIRE(api.post(path_of(alone, "resolve"), R"({"as":"failed"})").exit() == 0);
  api.next_channel = api.row_of("mail");
  REQUIRE(api.post(path_of(taken, "resolve"), R"({"as":"failed"})").exit() == 0);
  const Told replaced = api.post(path_of(taken, "resend"));
  CHECK(replaced.exit() == 6);
  CHECK(replaced.text("message").find("taken over") != std::string::npos);
  const auto before = api.now;
  api.now += std::chrono::hours(24 * 5);
  CHECK(api.post(path_of(alone, "resend")).exit() == 6);
  api.now = before;
  REQUIRE(api.post("/api/v1/campaigns/tri-an-2026/cancel", R"({"confirm":"tri-an-2026"})").exit() == 0);
  CHECK(api.post(path_of(alone, "resend")).exit() == 6);
}

TEST_CASE("nothing is sent again to a customer who has opted out meanwhile") {
  ApiFixture api;
  api.load_customers();
  api.send(api.run(), "mail", DeliveryEvent::answered_rejected, domain::Reason::mailbox_full);
  auto changed = api.world->reader()->customer("PA05010000002").value().customer;
  changed.opt_out = true;
  api.load({changed});
  CHECK(api.post(path_of(api.reference("PA05010000002", "mail"), "resend")).exit() == 8);
}

TEST_CASE("an order that is sent twice is done once, though the delivery has failed again in between") {
  ApiFixture api;
  api.load_customers();
  const std::int64_t row = api.run();
  api.send(row, "mail", DeliveryEvent::answered_rejected, domain::Reason::mailbox_full);
  const std::string reference = api.reference("PA05010000002", "mail");
  const auto newest = [&] {
    return std::to_string(api.get("/api/v1/deliveries/" + reference).at("newest_event").as_int64());
  };
  const std::string order = R"({"newest_event":)" + newest() + "}";
  REQUIRE(api.post(path_of(reference, "resend"), order).text("state") == "queued");
  CHECK(api.post(path_of(reference, "resend"), order).exit() == 6);
  REQUIRE(api.send(row, "mail", DeliveryEvent::answered_rejected, domain::Reason::mailbox_full).size() == 1);
  const std::size_t audits = api.audited().size();
  CHECK(api.post(path_of(reference, "resend"), order).exit() == 6);
  CHECK(api.audited().size() == audits);
  CHECK(api.get("/api/v1/deliveries/" + reference).text("state") == "failed");
  // The control: whoever has seen that it failed again may.
  CHECK(api.post(path_of(reference, "resend"), R"({"newest_event":)" + newest() + "}").exit() == 0);
  CHECK(api.post(path_of(reference, "resend"), R"({"newest_event":"1"})").exit() == 2);
}

TEST_CASE(
    "an order that names the customer's version is refused when a list has brought another address since") {
  ApiFixture api;
  api.load_customers();
  const std::int64_t row = api.run();
  api.send(row, "mail", DeliveryEvent::answered_in_doubt);
  const std::string reference = api.reference("PA05010000002", "mail");
  const auto version = [&] {
    return std::to_string(api.get("/api/v1/deliveries/" + reference).at("customer_version").as_int64());
  };
  const std::string seen = version();
  auto changed = api.world->reader()->customer("PA05010000002").value().customer;
  changed.email = "other@example.vn";
  api.load({changed});
  const std::size_t audits = api.audited().size();
  const Told told =
      api.post(path_of(reference, "resolve"), R"({"as":"resend","customer_version":)" + seen + "}");
  CHECK(told.exit() == 6);
  CHECK(told.status == 409);
  CHECK(told.text("error") == "customer-changed");
  CHECK(api.audited().size() == audits);
  CHECK(api.changes == 0);
  // Where no message goes, it matters not.
  CHECK(api.post(path_of(reference, "resolve"), R"({"as":"failed","customer_version":)" + seen + "}")
            .text("state") == "failed");
  CHECK(api.post(path_of(reference, "resend"), R"({"customer_version":)" + seen + "}").text("error") ==
        "customer-changed");
  // Without the number nothing was looked at.
  CHECK(api.post(path_of(reference, "resend")).exit() == 0);
}

TEST_CASE("a doubt that is resolved twice as resend is sent again once") {
  ApiFixture api;
  api.load_customers();
  const std::int64_t row = api.run();
  api.send(row, "mail", DeliveryEvent::answered_in_doubt);
  const std::string reference = api.reference("PA05010000002", "mail");
  const auto newest = api.get("/api/v1/deliveries/" + reference).at("newest_event").as_int64();
  const std::string order = R"({"as":"resend","newest_event":)" + std::to_string(newest) + "}";
  REQUIRE(api.post(path_of(reference, "resolve"), order).text("state") == "queued");
  REQUIRE(api.send(row, "mail", DeliveryEvent::answered_in_doubt).size() == 1);
  CHECK(api.post(path_of(reference, "resolve"), order).exit() == 6);
  CHECK(api.send(row, "mail", DeliveryEvent::answered_accepted).empty());
  // Without the number it is another order.
  CHECK(api.post(path_of(reference, "resolve"), R"({"as":"resend"})").exit() == 0);
}
