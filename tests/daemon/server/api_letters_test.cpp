#include "tests/daemon/server/letter_api.hpp"

using namespace triand;
using namespace triand::tests;

namespace {

std::string batch_state(ApiFixture& api) {
  return as_text(api.get("/api/v1/letters").at("batches").as_array().at(0).at("state"));
}

}  // namespace

TEST_CASE("a batch goes from released over acknowledged to posted and returned") {
  LetterApi api;
  api.load_customers();
  send_letters(api);
  api.batches.push_back({.name = kBatch, .state = "released", .letters = 2, .created = api.now});
  const std::string one = letter(api, "PA05010000001");
  const std::string other = letter(api, "PM05010000004");
  CHECK(batch_state(api) == "released");
  REQUIRE(api.upload(kAck, kHeader + one + ",printed,,\n").exit() == 0);
  CHECK(batch_state(api) == "acknowledged");
  REQUIRE(api.upload(kAck, kHeader + one + ",posted,,\n").exit() == 0);
  // The same once more counts nothing.
  REQUIRE(api.upload(kAck, kHeader + one + ",posted,,\n").exit() == 0);
  CHECK(batch_state(api) == "acknowledged");
  REQUIRE(api.upload(kAck, kHeader + other + ",posted,,\n").exit() == 0);
  CHECK(batch_state(api) == "posted");
  REQUIRE(api.upload(kAck, kHeader + other + ",returned,2026-12-28,moved\n").exit() == 0);
  CHECK(batch_state(api) == "returned");
  const auto batch = api.get("/api/v1/letters").at("batches").as_array().at(0);
  CHECK(batch.at("printed") == 1);
  CHECK(batch.at("posted") == 2);
  CHECK(batch.at("returned") == 1);
}

TEST_CASE("a letter that was not handed over yet cannot have been posted") {
  LetterApi api;
  api.load_customers();
  const std::int64_t row = send_letters(api);
  const std::string one = letter(api, "PA05010000001");
  api.write([&](store::WriteSession& session) {
    session.prepare("UPDATE delivery SET state = 0").exec();
    session.prepare("DELETE FROM history").exec();
    session.prepare("DELETE FROM lease").exec();
    return row;
  });
  const Told told = api.upload(kAck, kHeader + one + ",posted,,\n");
  CHECK(told.at("rejected") == 1);
  CHECK(told.at("faults").as_array().at(0).at("line") == 2);
  CHECK(told.at("unknown") == boost::json::array{one});
}

TEST_CASE("a letter that waits in an open batch cannot have been posted either") {
  LetterApi api;
  api.load_customers();
  const std::int64_t row = run_letters(api);
  const auto claimed = api.write([&](store::WriteSession& session) {
    return store::claim(
        session,
        {.campaign = row, .channel = api.row_of("post"), .limit = 100, .day = 20261218, .now = api.now});
  });
  REQUIRE(claimed.deliveries.size() == 2);
  const std::string one = letter(api, "PA05010000001");
  REQUIRE(show(api, one).text("state") == "sending");
  const Told told = api.upload(kAck, kHeader + one + ",posted,,\n");
  CHECK(told.at("applied") == 0);
  CHECK(told.at("rejected") == 1);
  CHECK(told.at("unknown") == boost::json::array{one});
  CHECK(show(api, one).text("state") == "sending");
}

TEST_CASE("a posted letter is delivered, a printed one only has it in its history") {
  LetterApi api;
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
  LetterApi api;
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
  LetterApi api;
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
  LetterApi api;
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
  REQUIRE(told.at("faults").as_array().size() == 3);
  for (std::size_t at = 0; at < 3; ++at) CHECK(told.at("faults").as_array()[at].at("line") == 5 + at);
  CHECK(as_text(told.at("faults").as_array()[0].at("message")).find("manifest.csv") != std::string::npos);
  CHECK(show(api, sms).text("state") == "queued");
}

TEST_CASE("a file that is no list of acknowledgements is refused") {
  LetterApi api;
  CHECK(api.upload(kAck, "").exit() == 2);
  CHECK(api.upload(kAck, "mã,ngày\n1,2\n").exit() == 2);
  CHECK(api.changes == 0);
}
