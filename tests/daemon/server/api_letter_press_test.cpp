#include <future>
#include <thread>

#include "tests/daemon/server/letter_api.hpp"

using namespace triand;
using namespace triand::tests;

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
  api.world->release_letters = [](const std::string&, const server::Progress&) -> std::optional<std::string> {
    return std::nullopt;
  };
  const auto unknown = api.end(api.post("/api/v1/letters/b-1/release"));
  CHECK(unknown.at("error") == "still-printing");
  CHECK(unknown.at("exit") == 7);
  CHECK(as_text(unknown.at("hint")).find("letters list") != std::string::npos);
  // The batch was closed by somebody, whatever became of it.
  CHECK(api.audited().back() == "lan letters.release b-1 ");
}

TEST_CASE("who ordered a reprint whose end the service did not see stands in the audit, without the words") {
  LetterApi api;
  api.load_customers();
  send_letters(api);
  api.batches.push_back({.name = kBatch, .state = "released", .letters = 1, .created = api.now});
  api.letters_in[kBatch] = {letter(api, "PA05010000001")};
  api.stopping = true;
  const auto unknown = api.end(api.post("/api/v1/letters/" + kBatch + "/reprint", R"({"reason":"lost"})"));
  CHECK(unknown.at("error") == "still-printing");
  CHECK(api.audited().back() == "lan letters.reprint " + kBatch + " ");
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
