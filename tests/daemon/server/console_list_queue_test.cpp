#include <future>
#include <thread>

#include <catch2/catch.hpp>

#include "tests/daemon/server/console_lists_fixture.hpp"
#include "tests/daemon/server/full_jobs.hpp"

using namespace triand;
using namespace triand::tests;
using namespace std::chrono_literals;

namespace {

bool has(const server::Response& page, const std::string& words) {
  return page.body.find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("however often somebody asks for the same check of a list, one runs, and no other beside it") {
  ListsFixture console;
  console.log_in("lan");
  const std::string check = console.checked();
  REQUIRE(console.orders.size() == 1);
  std::promise<void> open;
  console.gate = open.get_future().share();
  const ConsoleFixture::Fields same = {{"do", "check"}, {"column-1", "extra"}, {"sheet", "T1"}};
  for (int click = 0; click < 3; ++click) {
    const auto answer = console.post_page(check, same);
    CHECK(answer.status == 303);
    CHECK(ConsoleFixture::header(answer, "Location") == check);
  }
  // Another choice, of a page that was open beside: there is a check whose result is still to come.
  const auto other = console.post_page(check, {{"do", "check"}, {"sheet", "T2"}});
  CHECK(other.status == 409);
  CHECK(has(other, "Danh sách đang được kiểm tra."));
  CHECK(has(other, "<progress"));
  open.set_value();
  console.ended(check);
  console.gate = {};
  CHECK(console.orders.size() == 2);
  CHECK(console.last.sheet == "T1");
  // What is asked for when it has ended is another check.
  CHECK(console.post_page(check, {{"do", "check"}, {"sheet", "T2"}}).status == 303);
  console.ended(check);
  CHECK(console.orders.size() == 3);
  CHECK(console.last.sheet == "T2");
}

TEST_CASE("a load that is refused because too much work waits leaves its sender the list") {
  ListsFixture console;
  console.log_in("lan");
  const std::string check = console.checked();
  FullJobs full(*console.jobs);
  CHECK(full.waiting == server::Jobs::kMostWaiting);
  const auto refused = console.post_page(check, {{"do", "load"}});
  CHECK(refused.status == 503);
  CHECK(has(refused, "Đang có quá nhiều việc chờ làm"));
  CHECK(console.spooled() == 1);
  full.open();
  const auto deadline = std::chrono::steady_clock::now() + 60s;
  auto loads = console.post_page(check, {{"do", "load"}});
  while (loads.status == 503) {
    REQUIRE(std::chrono::steady_clock::now() < deadline);
    std::this_thread::yield();
    loads = console.post_page(check, {{"do", "load"}});
  }
  REQUIRE(loads.status == 303);
  CHECK(has(console.ended(ConsoleFixture::header(loads, "Location")), "Đã nạp xong."));
  CHECK(console.bytes == kList);
  CHECK(console.spooled() == 0);
}

TEST_CASE("a list that is to be read otherwise is not loaded by what was found before") {
  ListsFixture console;
  console.log_in("lan");
  const std::string check = console.checked();
  FullJobs full(*console.jobs);
  CHECK(console.post_page(check, {{"do", "check"}, {"sheet", "T2"}}).status == 503);
  full.open();
  CHECK(console.post_page(check, {{"do", "load"}}).status == 409);
  CHECK(console.spooled() == 1);
}

TEST_CASE("a list that comes while too much work waits is kept, and checked when its sender asks for it") {
  ListsFixture console;
  console.log_in("lan");
  FullJobs full(*console.jobs);
  const auto refused = console.send(kList);
  CHECK(refused.status == 503);
  CHECK(has(refused, "Đang có quá nhiều việc chờ làm"));
  const std::string mark = "href=\"" + kLists + "/checks/";
  const std::size_t at = refused.body.find(mark);
  REQUIRE(at != std::string::npos);
  const std::string check = refused.body.substr(at + 6, mark.size() - 6 + 64);
  CHECK(has(console.get_page(check), "Kiểm tra lại"));
  CHECK(console.post_page(check, {{"do", "load"}}).status == 409);
  full.open();
  const auto deadline = std::chrono::steady_clock::now() + 60s;
  while (console.post_page(check, {{"do", "check"}}).status == 503) {
    REQUIRE(std::chrono::steady_clock::now() < deadline);
    std::this_thread::yield();
  }
  CHECK(has(console.ended(check), "Nạp 408.951 khách hàng"));
}

TEST_CASE("an upload is not taken by its head while lists that wait to be loaded leave it no room") {
  ListsFixture console;
  console.log_in("lan");
  auto room = console.world->uploads->keep(server::UploadPlaces::kMostKept - 100);
  const std::string type = "multipart/form-data; boundary=Bound";
  const auto refused = console.send_body("", type, {{"Content-Length", "101"}});
  CHECK(refused.status == 503);
  CHECK(has(refused, "Các tệp đang chờ nạp đã chiếm hết chỗ"));
  CHECK_FALSE(console.stored);
  room.reset();
  CHECK(console.send(kList).status == 303);
}
