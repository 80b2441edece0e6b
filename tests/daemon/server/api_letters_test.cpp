#include <catch2/catch.hpp>

#include "daemon/store/campaign_writer.hpp"
#include "daemon/store/plan_writer.hpp"
#include "tests/daemon/server/api_fixture.hpp"

using namespace triand;
using namespace triand::tests;

namespace {

const std::string kAck = "/api/v1/letters/ack";
const std::string kHeader = "reference,status,date,reason\n";

// A running campaign of two letters that the outbox has taken: PA05010000001 and PM05010000004.
std::int64_t send_letters(ApiFixture& api) {
  const auto reader = api.world->reader();
  std::vector<store::NewRecipient> recipients;
  for (const char* code : {"PA05010000001", "PM05010000004"}) {
    const auto stored = reader->customer(code).value();
    store::NewRecipient recipient;
    recipient.customer = stored.customer.id;
    recipient.unit = stored.unit;
    recipient.route = 0;
    recipient.deliveries = {{api.row_of("post"), 0, 1}};
    recipients.push_back(recipient);
  }
  const std::int64_t row = api.write([&](store::WriteSession& session) {
    const std::int64_t campaign = store::begin_plan(session,
                                                    {.name = "letters-2026",
                                                     .file = "letters.yaml",
                                                     .source = "campaign: letters\n",
                                                     .opens_at = api.now - std::chrono::hours(1),
                                                     .closes_at = api.now + std::chrono::hours(72),
                                                     .window_text = "2026-12-18 2026-12-21 07:30-20:30",
                                                     .who = "an"},
                                                    api.now);
    store::add_recipients(session, campaign, recipients, api.now);
    store::finish_plan(session, campaign, "{}", 0);
    store::approve_campaign(session, "letters-2026", "lan", true, api.now);
    store::set_running(session, campaign);
    return campaign;
  });
  api.send(row, "post", domain::DeliveryEvent::answered_accepted);
  return row;
}

std::string letter(ApiFixture& api, const std::string& code, const std::string& channel = "post") {
  return api.reference(code, channel, "letters-2026");
}

Told show(ApiFixture& api, const std::string& reference) {
  return api.get("/api/v1/deliveries/" + reference);
}

}  // namespace

TEST_CASE("batches are listed, and one is released by its name") {
  ApiFixture api;
  api.batches.push_back({"b-1", "open", 1200, api.now});
  const std::string batch =
      R"("batch":"b-1","state":"open","letters":1200,"created":"2026-12-18T08:00:00+07:00"})";
  CHECK(boost::json::serialize(api.get("/api/v1/letters").document) ==
        R"({"schema":"triand.letters/v1","batches":[{)" + batch + "]}");
  CHECK(boost::json::serialize(api.post("/api/v1/letters/b-1/release").document) ==
        R"({"schema":"triand.letter_batch/v1",)" + batch);
  CHECK(api.audited().back() == "lan letters.release b-1 ");
  CHECK(api.post("/api/v1/letters/b-2/release").exit() == 5);
  api.release_fault = "the batch b-1 was released already";
  CHECK(api.post("/api/v1/letters/b-1/release").exit() == 6);
}

TEST_CASE("a posted letter is delivered, a printed one only has it in its history") {
  ApiFixture api;
  api.load_customers();
  send_letters(api);
  const std::string one = letter(api, "PA05010000001");
  const std::string other = letter(api, "PM05010000004");
  const Told told = api.upload(kAck, kHeader + one + ",posted,2026-12-19,\n" + other + ",printed,,press 2\n");
  CHECK(boost::json::serialize(told.document) ==
        R"({"schema":"triand.letters_ack/v1","read":2,"applied":2,"rejected":0,"unknown":[],"repeated":[],)"
        R"("faults":[]})");
  CHECK(show(api, one).text("state") == "delivered");
  CHECK(show(api, other).text("state") == "accepted");
  const Told printed = show(api, other);
  const auto& last = printed.at("history").as_array().back();
  CHECK(last.at("event") == "receipt");
  CHECK(last.at("code") == "printed");
  CHECK(last.at("detail") == "press 2");
  CHECK(last.at("state") == "accepted");
  CHECK(api.changes == 1);
}

TEST_CASE("a returned or rejected letter has failed, and the leg's next channel takes over") {
  ApiFixture api;
  api.load_customers();
  send_letters(api);
  const std::string one = letter(api, "PA05010000001");
  const std::string other = letter(api, "PM05010000004");
  REQUIRE(api.upload(kAck, kHeader + other + ",rejected,2026-12-19,torn\n").exit() == 0);
  CHECK(show(api, other).text("reason") == "letter_rejected");
  api.next_channel = api.row_of("sms");
  REQUIRE(api.upload(kAck, kHeader + one + ",returned,2026-12-19,moved\n").exit() == 0);
  const Told returned = show(api, one);
  CHECK(returned.text("state") == "failed");
  CHECK(returned.text("reason") == "returned_letter");
  CHECK(returned.at("history").as_array().back().at("detail") == "2026-12-19: moved");
  CHECK(show(api, letter(api, "PA05010000001", "sms")).text("state") == "queued");
}

TEST_CASE("the first final word wins, and a later one is kept in the history") {
  ApiFixture api;
  api.load_customers();
  send_letters(api);
  const std::string one = letter(api, "PA05010000001");
  REQUIRE(api.upload(kAck, kHeader + one + ",posted,2026-12-19,\n").exit() == 0);
  CHECK(api.upload(kAck, kHeader + one + ",returned,2026-12-28,moved\n").at("applied") == 1);
  const Told told = show(api, one);
  CHECK(told.text("state") == "delivered");
  CHECK(told.at("history").as_array().back().at("code") == "returned");
}

TEST_CASE("unknown references, repeats and faulty rows are listed, never guessed") {
  ApiFixture api;
  api.load_customers();
  api.run();
  send_letters(api);
  const std::string one = letter(api, "PA05010000001");
  const std::string sms = api.reference("PA05010000001", "sms");
  REQUIRE(api.upload(kAck, kHeader + one + ",printed,,\n").exit() == 0);
  const Told told =
      api.upload(kAck, kHeader + one + ",printed,,\n" + one + ",posted,,\n" + one +
                           ",posted,,\nNOBODY,posted,,\n" + sms + ",posted,,\n" + one + ",lost,,\n");
  CHECK(told.at("read") == 6);
  CHECK(told.at("applied") == 1);
  CHECK(told.at("rejected") == 3);
  CHECK(told.at("unknown") == boost::json::array{"NOBODY", sms});
  CHECK(told.at("repeated") == boost::json::array{one, one});
  REQUIRE(told.at("faults").as_array().size() == 1);
  CHECK(told.at("faults").as_array()[0].at("line") == 7);
  CHECK(show(api, sms).text("state") == "queued");
}

TEST_CASE("a file that is no list of acknowledgements is refused") {
  ApiFixture api;
  CHECK(api.upload(kAck, "").exit() == 2);
  CHECK(api.upload(kAck, "mã,ngày\n1,2\n").exit() == 2);
  CHECK(api.changes == 0);
}
