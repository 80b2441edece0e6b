#include <unistd.h>

#include <fstream>
#include <functional>
#include <future>
#include <string>
#include <vector>

#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

#include "daemon/server/api/letter_routes.hpp"
#include "tests/daemon/server/api_fixture.hpp"
#include "tests/daemon/server/full_jobs.hpp"
#include "tests/daemon/server/wire.hpp"

using namespace triand;
using namespace triand::tests;

namespace {

const std::string kImports = "/api/v1/imports?file=list.csv";
const std::string kList = "customer_code\nPA05010000001\n";

void wait_until(const std::function<bool()>& true_now) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  while (!true_now()) {
    REQUIRE(std::chrono::steady_clock::now() < deadline);
    std::this_thread::yield();
  }
}

// The API over TCP, for programs whose token is the name of their account.
struct TokenApi {
  TokenApi() {
    server::add_api(served.router, *api.world);
    server::LetterWorld press;
    press.letters_of = [](const std::string&) { return std::vector<std::string>(); };
    press.reprints = [] { return std::map<std::string, std::string>(); };
    server::add_letter_routes(served.router, *api.world, std::move(press));
    served.options.bearer_of = [](std::string_view authorization, const std::string&) {
      server::BearerGate::Verdict verdict;
      verdict.kind = server::BearerGate::Verdict::Kind::admitted;
      verdict.caller = server::Caller{std::string(authorization.substr(7)), server::Role::operator_};
      verdict.caller.by_token = true;
      return verdict;
    };
    served.start();
  }
  ~TokenApi() { served.stop(); }

  // Begins an upload of so many bytes and sends the first of them.
  Wire begin(const std::string& who, const std::string& target, std::size_t bytes, const std::string& first) {
    Wire wire = Wire::tcp(served.port);
    wire.send("POST " + target + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + who +
              "\r\nContent-Length: " + std::to_string(bytes) + "\r\n\r\n" + first);
    return wire;
  }
  [[nodiscard]] std::size_t spooled() const {
    std::size_t count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(api.world->spool))
      if (entry.path().filename().string().starts_with("upload-")) ++count;
    return count;
  }

  ApiFixture api;
  Served served;
};

std::string error_of(const std::string& response) {
  return as_text(boost::json::parse(body_of(response)).at("error"));
}

bool has(const std::string& response, const std::string& words) {
  return response.find(words) != std::string::npos;
}

}  // namespace

TEST_CASE(
    "a program has two uploads at once, all have three, whatever they bring, and the next is told to wait") {
  TokenApi desk;
  const std::size_t bytes = kList.size();
  Wire first = desk.begin("may-in", kImports, bytes, "c");
  Wire second = desk.begin("may-in", "/api/v1/suppressions/import?file=dnc.csv", bytes, "c");
  wait_until([&] { return desk.spooled() == 2; });
  for (const std::string& target : {kImports, std::string("/api/v1/suppressions/import?file=a.csv"),
                                    std::string("/api/v1/letters/ack")}) {
    CAPTURE(target);
    // Of the body nothing is sent: it is refused by its head.
    const std::string refused = desk.begin("may-in", target, bytes, "").response();
    CHECK(status_of(refused) == 429);
    CHECK(error_of(refused) == "too-many-uploads");
    CHECK(has(refused, "\r\nRetry-After: 30\r\n"));
  }
  Wire third = desk.begin("kho", kImports, bytes, "c");
  wait_until([&] { return desk.spooled() == 3; });
  CHECK(status_of(desk.begin("khac", kImports, bytes, "").response()) == 429);
  CHECK(desk.spooled() == 3);
  // The control: one that has come leaves its place to the next.
  first.send(kList.substr(1));
  CHECK(status_of(first.response()) == 200);
  Wire next = desk.begin("khac", kImports, bytes, kList);
  CHECK(status_of(next.response()) == 200);
}

TEST_CASE("people at the console and programs share the places for uploads") {
  TokenApi desk;
  std::vector<std::shared_ptr<void>> of_console;
  for (const char* name : {"lan", "minh", "hoa"}) of_console.push_back(desk.api.world->uploads->take(name));
  CHECK(status_of(desk.begin("may-in", kImports, kList.size(), "").response()) == 429);
  of_console.clear();
  CHECK(status_of(desk.begin("may-in", kImports, kList.size(), kList).response()) == 200);
}

TEST_CASE("an upload is refused by its head where those that wait to be read leave it no room") {
  TokenApi desk;
  auto room = desk.api.world->uploads->keep(server::UploadPlaces::kMostKept - 100);
  const std::string refused = desk.begin("may-in", kImports, 101, "").response();
  CHECK(status_of(refused) == 503);
  CHECK(error_of(refused) == "uploads-full");
  CHECK(has(refused, "\r\nRetry-After: 300\r\n"));
  CHECK(desk.spooled() == 0);
  CHECK(status_of(desk.begin("may-in", kImports, kList.size(), kList).response()) == 200);
  room.reset();
  CHECK(status_of(desk.begin("may-in", kImports, 200, std::string(200, 'x')).response()) == 200);
}

TEST_CASE("an upload's room is its job's until it has been read") {
  ApiFixture api;
  std::promise<void> open;
  const auto gate = open.get_future().share();
  api.world->import_customers = [gate](const server::ImportOrder&, const server::Caller&,
                                       server::Progress&) -> server::JobResult {
    gate.wait();
    return boost::json::object{{"import", "7"}};
  };
  const Told told = api.upload(kImports, kList);
  REQUIRE(told.exit() == 0);
  CHECK_FALSE(api.world->uploads->has_room(server::UploadPlaces::kMostKept));
  open.set_value();
  CHECK(api.job_end(told.text("job")).at("state") == "done");
  CHECK(api.world->uploads->has_room(server::UploadPlaces::kMostKept));
}

TEST_CASE("work that would wait behind too much is refused with a word of its own, and its upload goes") {
  ApiFixture api;
  FullJobs full(*api.jobs);
  for (int turn = 0; turn < 2; ++turn) {
    const Told told = turn == 0
                          ? api.upload(kImports, kList)
                          : api.upload("/api/v1/suppressions/import?file=dnc.csv", "phone\n0911222333\n");
    CHECK(told.status == 503);
    // Seven would say that nobody is there.
    CHECK(told.exit() == 1);
    CHECK(told.text("error") == "too-many-jobs");
    REQUIRE_FALSE(told.response.headers.empty());
    CHECK(told.response.headers.front() == std::pair<std::string, std::string>("Retry-After", "30"));
    CHECK_FALSE(std::filesystem::exists(api.folder / "upload-1"));
    CHECK(api.world->uploads->has_room(server::UploadPlaces::kMostKept));
  }
  CHECK(api.imported.empty());
  full.open();
}
