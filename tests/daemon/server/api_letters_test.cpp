#include <catch2/catch.hpp>

#include <functional>
#include <future>
#include <optional>
#include <thread>
#include <utility>

#include "daemon/server/api/letter_routes.hpp"
#include "daemon/store/campaign_writer.hpp"
#include "daemon/store/plan_writer.hpp"
#include "tests/daemon/server/api_fixture.hpp"

using namespace triand;
using namespace triand::tests;

namespace {

const std::string kAck = "/api/v1/letters/ack";
const std::string kHeader = "reference,status,date,reason\n";

// The API with an imitated press.
struct LetterApi : ApiFixture {
  LetterApi() {
    server::LetterWorld press;
    press.letters_of = [this](const std::string& batch) { return letters_in[batch]; };
    press.reprints = [this] { return reprints; };
    press.reprint = [this](const std::string&, std::vector<channels::Envelope> letters,
                           const server::Progress& progress) -> std::optional<channels::Reprint> {
      reprinted = std::move(letters);
      if (const auto once = std::exchange(meanwhile, nullptr)) once(progress);
      if (progress.stopping()) return std::nullopt;
      return reprint;
    };
    server::add_letter_routes(router, *world, std::move(press));
  }
  ~LetterApi() { jobs->stop(); }

  // What became of an order that a job carries out: its result, or its error.
  boost::json::object end(const Told& told) {
    REQUIRE(told.exit() == 0);
    const auto job = job_end(told.text("job"));
    return job.at(job.at("state") == "done" ? "result" : "error").as_object();
  }

  std::map<std::string, std::vector<std::string>> letters_in;  // batch: references
  std::map<std::string, std::string> reprints;
  std::vector<channels::Envelope> reprinted;  // what was to be printed once more
  channels::Reprint reprint;                  // what is answered to that
  std::function<void(const server::Progress&)> meanwhile;  // while it is printed
};

// A running campaign of two letters: PA05010000001 and PM05010000004.
std::int64_t run_letters(ApiFixture& api) {
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
  return api.write([&](store::WriteSession& session) {
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
}

// The same, which the outbox has taken.
std::int64_t send_letters(ApiFixture& api) {
  const std::int64_t row = run_letters(api);
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
  LetterApi api;
  api.batches.push_back({.name = "b-1",
                         .state = "open",
                         .letters = 1200,
                         .created = api.now,
                         .closes = api.now + std::chrono::hours(8)});
  const std::string batch =
      R"("batch":"b-1","state":"open","letters":1200,"created":"2026-12-18T08:00:00+07:00",)"
      R"("closes_at":"2026-12-18T16:00:00+07:00","folder":"","printed":0,"posted":0,"returned":0,"rejected":0})";
  CHECK(boost::json::serialize(api.get("/api/v1/letters").document) ==
        R"({"schema":"triand.letters/v1","batches":[{)" + batch + "]}");
  CHECK(boost::json::serialize(api.end(api.post("/api/v1/letters/b-1/release"))) ==
        R"({"schema":"triand.letter_batch/v1",)" + batch);
  CHECK(api.audited().back() == "lan letters.release b-1 ");
  CHECK(api.post("/api/v1/letters/b-2/release").exit() == 5);
  api.release_fault = "cannot write letters.pdf: No space left on device";
  const auto failed = api.end(api.post("/api/v1/letters/b-1/release"));
  CHECK(failed.at("exit") == 1);
  CHECK(failed.at("error") == "not-printed");
  CHECK(as_text(failed.at("message")).find("No space left") != std::string::npos);
  CHECK(api.audited().size() == 1);
}

TEST_CASE("a batch whose printing lasts is said to be printed, and not to have failed") {
  LetterApi api;
  api.batches.push_back({.name = "b-1", .state = "open", .letters = 1200, .created = api.now});
  std::promise<void> entered;
  std::promise<void> go_on;
  api.world->release_letters = [&](const std::string&,
                                   const server::Progress&) -> std::optional<std::string> {
    entered.set_value();
    go_on.get_future().wait();
    return std::string();
  };
  const Told told = api.post("/api/v1/letters/b-1/release");
  entered.get_future().wait();
  CHECK(api.jobs->document(told.text("job"))->at("state") == "running");
  CHECK(api.audited().empty());
  go_on.set_value();
  CHECK(api.end(told).at("batch") == "b-1");
  CHECK(api.audited().back() == "lan letters.release b-1 ");
}

TEST_CASE("when the service stops while letters are printed nobody is told that they were not") {
  LetterApi api;
  api.batches.push_back({.name = "b-1", .state = "open", .letters = 1200, .created = api.now});
  api.world->release_letters = [](const std::string&,
                                  const server::Progress&) -> std::optional<std::string> {
    return std::nullopt;
  };
  const auto unknown = api.end(api.post("/api/v1/letters/b-1/release"));
  CHECK(unknown.at("error") == "still-printing");
  CHECK(unknown.at("exit") == 7);
  CHECK(as_text(unknown.at("hint")).find("letters list") != std::string::npos);
  // The batch was closed by somebody, whatever became of it.
  CHECK(api.audited().back() == "lan letters.release b-1 ");
}

// The batch that send_letters() has handed its two letters over in.
const std::string kBatch = "gw-1";

std::string batch_state(ApiFixture& api) {
  return as_text(api.get("/api/v1/letters").at("batches").as_array().at(0).at("state"));
}

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

TEST_CASE("letters are printed once more, but for those of which it is known what became of them") {
  LetterApi api;
  api.load_customers();
  send_letters(api);
  api.batches.push_back({.name = kBatch, .state = "released", .letters = 2, .created = api.now});
  const std::string one = letter(api, "PA05010000001");
  const std::string other = letter(api, "PM05010000004");
  api.letters_in[kBatch] = {one, other};
  api.reprint = {.batch = "b-2", .printed = {other}, .refused = {}, .fault = {}};
  REQUIRE(api.upload(kAck, kHeader + one + ",posted,,\n").exit() == 0);
  const std::string target = "/api/v1/letters/" + kBatch + "/reprint";
  std::promise<Told> second;
  // Somebody presses twice: the second order waits for the first, and finds nothing left to print.
  api.meanwhile = [&](const server::Progress&) { second.set_value(api.post(target)); };
  const auto told = api.end(api.post(target, R"({"reason":"lost"})"));
  CHECK(api.end(second.get_future().get()).at("exit") == 6);
  CHECK(told.at("batch") == "b-2");
  CHECK(told.at("reprint_of").as_string() == kBatch);
  CHECK(told.at("letters") == 1);
  CHECK(told.at("left_out").as_array().at(0).at("message") == "it is delivered, not on its way");
  REQUIRE(api.reprinted.size() == 1);
  CHECK(api.reprinted[0].reference == other);
  CHECK_FALSE(api.reprinted[0].recipient_name.empty());
  CHECK(api.audited().back() == "lan letters.reprint " + kBatch + " lost");
  const Told shown = show(api, other);
  CHECK(shown.at("history").as_array().back().at("code") == "reprinted");
  CHECK(shown.at("history").as_array().back().at("provider_id") == "b-2");
  CHECK(shown.text("state") == "accepted");
  api.reprints["b-2"] = kBatch;
  // It is another batch's from now on, and nobody is printed twice by asking twice.
  CHECK(api.end(api.post(target)).at("exit") == 6);
  api.batches.push_back({.name = "b-2", .state = "released", .letters = 1, .created = api.now});
  REQUIRE(api.upload(kAck, kHeader + other + ",posted,,\n").exit() == 0);
  CHECK(as_text(api.get("/api/v1/letters").at("batches").as_array().at(1).at("state")) == "posted");
  CHECK(as_text(api.get("/api/v1/letters").at("batches").as_array().at(1).at("reprint_of")) == kBatch);
  CHECK(api.post("/api/v1/letters/nobody/reprint").exit() == 5);
}

TEST_CASE("who must not be written to is not printed once more, and a fault of the press is told") {
  LetterApi api;
  api.load_customers();
  send_letters(api);
  api.batches.push_back({.name = kBatch, .state = "released", .letters = 2, .created = api.now});
  const std::string one = letter(api, "PA05010000001");
  api.letters_in[kBatch] = {one, letter(api, "PM05010000004")};
  REQUIRE(api.post("/api/v1/suppressions", R"({"subject":"PM05010000004"})").exit() == 0);
  api.reprint.fault = "cannot write letters.pdf: No space left on device";
  const auto told = api.end(api.post("/api/v1/letters/" + kBatch + "/reprint"));
  CHECK(told.at("exit") == 1);
  CHECK(as_text(told.at("message")).find("No space left") != std::string::npos);
  REQUIRE(api.reprinted.size() == 1);
  CHECK(api.reprinted[0].reference == one);
}

TEST_CASE("a reprint whose end the service did not see is not printed again, but written down") {
  LetterApi api;
  api.load_customers();
  send_letters(api);
  api.batches.push_back({.name = kBatch, .state = "released", .letters = 2, .created = api.now});
  const std::string one = letter(api, "PA05010000001");
  const std::string other = letter(api, "PM05010000004");
  api.letters_in[kBatch] = {one, other};
  const std::string target = "/api/v1/letters/" + kBatch + "/reprint";
  std::promise<void> entered;
  api.meanwhile = [&](const server::Progress& progress) {
    entered.set_value();
    while (!progress.stopping()) std::this_thread::yield();
  };
  const Told told = api.post(target, "{\"references\":\"" + one + "\"}");
  entered.get_future().wait();
  api.jobs->stop();
  const auto unknown = api.end(told);
  CHECK(unknown.at("error") == "still-printing");
  CHECK(show(api, one).at("history").as_array().back().at("code") != "reprinted");
  // The service is back, and finds the batch that appeared meanwhile.
  LetterApi again;
  again.load_customers();
  send_letters(again);
  again.batches = {{.name = kBatch, .state = "released", .letters = 2, .created = again.now},
                   {.name = "b-2", .state = "released", .letters = 1, .created = again.now}};
  const std::string printed_twice = letter(again, "PA05010000001");
  const std::string left = letter(again, "PM05010000004");
  again.letters_in = {{kBatch, {printed_twice, left}}, {"b-2", {printed_twice}}};
  again.reprints = {{"b-2", kBatch}};
  again.reprint = {.batch = "b-3", .printed = {left}, .refused = {}, .fault = {}};
  const auto printed = again.end(again.post(target));
  CHECK(printed.at("batch") == "b-3");
  REQUIRE(again.reprinted.size() == 1);
  CHECK(again.reprinted[0].reference == left);
  CHECK(printed.at("left_out").as_array().at(0).at("message") == "it is in batch b-2 now");
  CHECK(show(again, printed_twice).at("history").as_array().back().at("provider_id") == "b-2");
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

TEST_CASE("an advertisement is printed once more only for whoever still agrees to it") {
  LetterApi api;
  api.load_customers();
  send_letters(api);
  api.batches.push_back({.name = kBatch, .state = "released", .letters = 2, .created = api.now});
  const std::string one = letter(api, "PA05010000001");
  const std::string other = letter(api, "PM05010000004");
  api.letters_in[kBatch] = {one, other};
  api.reprint.fault = "no paper";
  // A suppression that is about advertising alone.
  REQUIRE(api.post("/api/v1/suppressions", R"({"subject":"PM05010000004","class":"advertising"})").exit() ==
          0);
  const std::string target = "/api/v1/letters/" + kBatch + "/reprint";
  CHECK(api.end(api.post(target)).at("exit") == 1);
  CHECK(api.reprinted.size() == 2);
  api.advertising = true;
  CHECK(api.end(api.post(target)).at("exit") == 6);  // nobody's list says that he agrees
  domain::Customer consenting;
  consenting.code = "PA05010000001";
  consenting.full_name = "Nguyễn Văn An";
  consenting.extra = {{"consent", "x"}};
  domain::Customer suppressed = consenting;
  suppressed.code = "PM05010000004";
  suppressed.full_name = "Phạm Dung";
  api.load({consenting, suppressed});
  api.reprinted.clear();
  CHECK(api.end(api.post(target)).at("exit") == 1);
  REQUIRE(api.reprinted.size() == 1);
  CHECK(api.reprinted[0].reference == one);
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
