#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <optional>

#include "daemon/server/api/letter_routes.hpp"
#include "daemon/server/console/letter_words.hpp"
#include "daemon/server/job_route.hpp"
#include "tests/daemon/server/console_fixture.hpp"

using namespace triand;
using namespace triand::tests;

namespace {

const std::string kLetters = "/console/letters";
const std::string kOpen = kLetters + "/open-1";
const std::string kGone = kLetters + "/gone-1";

bool has(const server::Response& page, const std::string& words) {
  return page.body.find(words) != std::string::npos;
}

// The console with an open batch and one that lies in the outbox.
struct LettersConsole : ConsoleFixture {
  LettersConsole() {
    server::LetterWorld press;
    press.letters_of = [](const std::string& batch) {
      return batch == "gone-1" ? std::vector<std::string>{"somebody"} : std::vector<std::string>();
    };
    press.reprints = [] { return std::map<std::string, std::string>(); };
    press.reprint = [this](const std::string&, const std::vector<channels::Envelope>&,
                           const server::Progress&) -> std::optional<channels::Reprint> { return reprint; };
    server::add_letter_routes(router, *world, std::move(press));
    router.add(server::job_route(*jobs));
    std::filesystem::create_directory(outbox);
    std::ofstream(outbox + "/letters.pdf") << "%PDF";
    std::ofstream(outbox + "/manifest.csv") << "reference\n";
    batches.push_back(
        {.name = "gone-1", .state = "released", .letters = 1, .created = now, .folder = outbox});
    batches.push_back({.name = "open-1",
                       .state = "open",
                       .letters = 12,
                       .created = now,
                       .closes = now + std::chrono::hours(8)});
    world->release_letters = [this](const std::string& batch,
                                    const server::Progress&) -> std::optional<std::string> {
      if (release_fault.empty())
        for (auto& one : batches)
          if (one.name == batch) one.state = "rendering";
      return release_fault;
    };
    add_account("minh", "operator");
    log_in("minh");
  }

  ~LettersConsole() { jobs->stop(); }

  // The page of the job that a form has started, once it has ended.
  server::Response ended(const server::Response& answer) {
    REQUIRE(answer.status == 303);
    const std::string address = header(answer, "Location");
    REQUIRE(address.starts_with("/console/jobs/"));
    (void)job_end(address.substr(std::string("/console/jobs/").size()));
    return get_page(address);
  }

  std::string outbox = folder / "gone-1";
  channels::Reprint reprint;
};

}  // namespace

TEST_CASE("batches are shown with their state, their cut-off and where they lie") {
  LettersConsole console;
  const auto page = console.get_page(kLetters);
  CHECK(page.status == 200);
  for (const std::string& words : {std::string("Đang gom thư"), std::string("18/12/2026 16:00"),
                                   std::string("Đã giao nhà in"), console.outbox})
    CHECK(has(page, words));
  CHECK(page.body.find("open-1") < page.body.find("gone-1"));
  CHECK(has(console.get_page("/"), "href=\"/console/letters\""));
  CHECK(console.get_page(kLetters + "/none").status == 404);
}

TEST_CASE("a batch is handed over after a page that asks, with its cut-off") {
  LettersConsole console;
  CHECK(has(console.get_page(kOpen), "href=\"/console/letters/open-1/release\""));
  const auto asks = console.get_page(kOpen + "/release");
  CHECK(has(asks, "Lô open-1 có 12 thư."));
  CHECK(has(asks, "lô tự chốt lúc 18/12/2026 16:00"));
  CHECK(console.batches.at(1).state == "open");
  const auto done = console.ended(console.post_page(kOpen + "/release", {}));
  CHECK(has(done, "In và giao lô thư"));
  CHECK(has(done, "Đã xong."));
  CHECK(has(done, "href=\"" + kOpen + "\""));
  CHECK(console.batches.at(1).state == "rendering");
  CHECK(console.audited().back() == "minh letters.release open-1 ");
  // The page that asks is out of date now.
  CHECK(console.get_page(kOpen + "/release").status == 409);
}

TEST_CASE("a hand-over that fails says why") {
  LettersConsole console;
  console.release_fault = "the disk is full";
  const auto refused = console.ended(console.post_page(kOpen + "/release", {}));
  CHECK(has(refused, "the disk is full"));
  CHECK(has(refused, "href=\"/console/letters\">Mọi lô thư"));
  CHECK(has(refused, "role=\"alert\""));
  CHECK(console.post_page(kLetters + "/none/release", {}).status == 404);
}

TEST_CASE("letters and manifest are downloaded while they lie in the outbox, on record") {
  LettersConsole console;
  const auto pdf = console.get_page(kGone + "/pdf");
  CHECK(pdf.status == 200);
  CHECK(pdf.content_type == "application/pdf");
  CHECK(pdf.file == console.outbox + "/letters.pdf");
  CHECK_FALSE(pdf.unlink_file);
  CHECK(console.audited().back() == "minh letters.fetch gone-1 letters.pdf");
  CHECK(console.get_page(kGone + "/manifest").file == console.outbox + "/manifest.csv");
  CHECK(console.get_page(kOpen + "/pdf").status == 409);
  CHECK(console.get_page(kLetters + "/none/pdf").status == 404);
  std::filesystem::remove_all(console.outbox);
  const auto taken = console.get_page(kGone + "/pdf");
  CHECK(taken.status == 404);
  CHECK(taken.file.empty());
  CHECK(has(taken, "letters.pdf is not in the outbox any more"));
}

TEST_CASE("what printer and post say is pasted in, and each row that is of no use is told") {
  LettersConsole console;
  const auto spooled = [&] {
    return std::count_if(
        std::filesystem::directory_iterator(console.folder.path()), {},
        [](const auto& entry) { return !entry.path().filename().string().starts_with("triand.db"); });
  };
  const auto before = spooled();
  const auto told = console.post_page(kLetters + "/ack",
                                      {{"file", "reference,status,date,reason\nx1,posted,2026-12-18,\n"}});
  CHECK(told.status == 200);
  CHECK(has(told, "there is no letter x1"));
  CHECK(spooled() == before);
  const auto wrong = console.post_page(kLetters + "/ack", {{"file", "nonsense <b>"}});
  CHECK(wrong.status == 400);
  CHECK(has(wrong, "nonsense &lt;b&gt;"));
  CHECK(has(wrong, "role=\"alert\""));
  CHECK(console.post_page(kLetters + "/ack", {{"file", " \n"}}).status == 400);
}

TEST_CASE("what printer and post say is sent as a file, which stays nowhere") {
  LettersConsole console;
  const auto spooled = [&] {
    return std::count_if(
        std::filesystem::directory_iterator(console.folder.path()), {},
        [](const auto& entry) { return !entry.path().filename().string().starts_with("triand.db"); });
  };
  const std::string target = kLetters + "/ack/file";
  const auto before = spooled();
  CHECK(has(console.get_page(kLetters), "action=\"" + target + "\" enctype=\"multipart/form-data\""));
  const auto told = console.send_file(target, "chosen", "bao-phat.csv",
                                      "reference,status,date,reason\nx1,posted,2026-12-18,\n");
  CHECK(told.status == 200);
  CHECK(has(told, "there is no letter x1"));
  const auto wrong = console.send_file(target, "chosen", "a.csv", "nonsense");
  CHECK(wrong.status == 400);
  CHECK(has(wrong, "role=\"alert\""));
  CHECK(has(console.send_file(target, "chosen", "", ""), "Xin chọn tệp hoặc dán nội dung tệp."));
  CHECK(ConsoleFixture::header(console.get_page(target), "Location") == kLetters);
  CHECK(console.send_file(target, "chosen", "a.csv", "x", {}, std::string(64, '0')).status == 403);
  console.add_account("ho-tro", "support");
  console.cookies.clear();
  console.log_in("ho-tro");
  CHECK(console.send_file(target, "chosen", "a.csv", "x").status == 403);
  CHECK(spooled() == before);
}

TEST_CASE("printing a batch once more asks for a reason, and says why there is nothing to print") {
  LettersConsole console;
  CHECK(console.post_page(kGone, {{"references", ""}, {"reason", ""}}).status == 400);
  const auto nothing = console.ended(console.post_page(kGone, {{"references", ""}, {"reason", "nhòe mực"}}));
  CHECK(has(nothing, "no letter of batch gone-1 is printed once more"));
  CHECK(console.post_page(kOpen, {{"references", ""}, {"reason", "x"}}).status == 409);
}

TEST_CASE("what was printed once more and what was not is told when it is known") {
  using server::Html;
  using server::Language;
  const auto told = [](boost::json::object result) {
    Html html;
    server::put_printed(html, result, Language::vietnamese);
    return html.page();
  };
  const std::string reprint = told(
      {{"batch", "b-2"},
       {"reprint_of", "b-1"},
       {"letters", 7},
       {"left_out",
        boost::json::array{boost::json::object{{"reference", "X1"}, {"message", "it is <delivered>"}}}}});
  CHECK(reprint.find("Lô mới: b-2, 7 thư.") != std::string::npos);
  CHECK(reprint.find("X1: it is &lt;delivered&gt;") != std::string::npos);
  CHECK(reprint.find("href=\"/console/letters/b-2\">Xem lô b-2") != std::string::npos);
  const std::string release = told({{"batch", "b-2"}, {"reprint_of", "b-1"}, {"letters", 7}});
  CHECK(release.find("Lô mới") == std::string::npos);
  CHECK(release.find("Xem lô b-2") != std::string::npos);
}

TEST_CASE("letters are an operator's, of every unit") {
  LettersConsole console;
  for (const auto& [name, role, units] :
       std::vector<std::tuple<std::string, std::string, std::vector<std::string>>>{
           {"ho-tro", "support", {}}, {"don-vi", "operator", {"PA05"}}}) {
    CAPTURE(name);
    console.add_account(name, role, units);
    console.cookies.clear();
    console.log_in(name);
    CHECK_FALSE(has(console.get_page("/"), kLetters));
    for (const std::string& address :
         {kLetters, kOpen, kOpen + "/release", kGone + "/pdf", kGone + "/manifest"})
      CHECK(console.get_page(address).status == 403);
    CHECK(console.post_page(kOpen + "/release", {}).status == 403);
    CHECK(console.post_page(kGone, {{"references", ""}, {"reason", "x"}}).status == 403);
    CHECK(console.post_page(kLetters + "/ack", {{"file", "reference,status,date,reason\n"}}).status == 403);
  }
  CHECK(console.batches.at(1).state == "open");
}

TEST_CASE("a foreign form hands nothing over") {
  LettersConsole console;
  CHECK(console.post_page(kOpen + "/release", {{"token", std::string(64, '0')}}).status == 403);
  CHECK(console.post_page(kOpen + "/release", {}, {{"Sec-Fetch-Site", "same-site"}}).status == 403);
  CHECK(console.batches.at(1).state == "open");
}
