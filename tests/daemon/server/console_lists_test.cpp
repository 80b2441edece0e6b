#include <fstream>
#include <future>

#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

#include "daemon/server/console/list_words.hpp"
#include "daemon/server/console/number_words.hpp"
#include "tests/daemon/server/console_lists_fixture.hpp"

using namespace triand;
using namespace triand::tests;
using namespace std::chrono_literals;

namespace {

bool has(const server::Response& page, const std::string& words) {
  return page.body.find(words) != std::string::npos;
}

}  // namespace

TEST_CASE(
    "lists are for whom the API lets load them: a stranger's, a support desk's and a unit's form is not "
    "stored") {
  ListsFixture console;
  CHECK(console.send(kList).status == 303);
  CHECK_FALSE(console.stored);
  console.add_account("minh", "support");
  console.add_account("hoa", "operator", {"PA05"});
  for (const char* account : {"minh", "hoa"}) {
    CAPTURE(account);
    console.cookies.clear();
    REQUIRE(console.log_in(account).status == 303);
    CHECK_FALSE(has(console.get_page("/"), "href=\"/console/lists\""));
    for (const char* page : {"", "/checks/x", "/jobs/x", "/7/rejects", "/1/undo"})
      CHECK(console.get_page(kLists + page).status == 403);
    CHECK(console.post_page(kLists + "/1/undo", {}).status == 403);
    CHECK(console.post_page(kLists + "/checks/x", {{"do", "load"}}).status == 403);
    CHECK(console.send(kList).status == 403);
    CHECK_FALSE(console.stored);
  }
  CHECK(console.orders.empty());
  console.cookies.clear();
  REQUIRE(console.log_in("lan").status == 303);
  CHECK(has(console.get_page("/"), "href=\"/console/lists\""));
  CHECK(console.get_page(kLists).status == 200);
}

TEST_CASE(
    "a list is checked, its numbers and corrections are told, and the same bytes are loaded without a second "
    "upload") {
  ListsFixture console;
  console.log_in("lan");
  const auto answer =
      console.send(kList, {{"unit", " PA05 "}, {"sheet", ""}, {"encoding", "utf-8"}}, "a/../Khách.csv");
  REQUIRE(answer.status == 303);
  const std::string check = ConsoleFixture::header(answer, "Location");
  CHECK(check.find("kh") == std::string::npos);
  const auto page = console.ended(check);
  CHECK(console.orders == std::vector<std::string>{"Khách.csv|dry|lan"});
  CHECK(console.bytes == kList);
  CHECK(console.last.unit == "PA05");
  CHECK(console.last.encoding == "utf-8");
  CHECK(console.last.columns.empty());
  for (const char* words :
       {"Nạp 408.951 khách hàng", "Điền 10 mã khách hàng còn thiếu", "Sửa 3 số điện thoại",
        "1.234 số điện thoại thiếu số 0 ở đầu", "href=\"/console/lists/7/rejects\"", "Mới kiểm tra",
        "<option value=\"phone\" selected=\"\">Điện thoại</option>", "Ghi chú &lt;b&gt;",
        "Cột 4 không có tên"}) {
    CAPTURE(words);
    CHECK(has(page, words));
  }
  CHECK(has(console.get_page(check + "?lang=en"), "Load 408,951 customers"));
  console.get_page("/?lang=vi");
  CHECK(console.spooled() == 1);
  CHECK(has(console.get_page(kLists), "href=\"" + check + "\""));

  const auto loads = console.post_page(check, {{"do", "load"}});
  REQUIRE(loads.status == 303);
  const std::string job = ConsoleFixture::header(loads, "Location");
  CHECK(job.starts_with("/console/lists/jobs/"));
  const auto done = console.ended(job);
  CHECK(has(done, "Đã nạp xong."));
  CHECK(console.orders.back() == "Khách.csv|real|lan");
  CHECK(console.orders.size() == 2);
  CHECK(console.bytes == kList);
  CHECK(console.last.unit == "PA05");
  CHECK(console.spooled() == 0);
  // Whoever presses twice, or comes back, is led to the load.
  for (const auto& again : {console.post_page(check, {{"do", "load"}}), console.get_page(check)}) {
    CHECK(again.status == 303);
    const std::string to = ConsoleFixture::header(again, "Location");
    CHECK((to == job || to == check));
  }
  CHECK(has(console.get_page(kLists), "href=\"" + job + "\""));
  CHECK(console.orders.size() == 2);
}

TEST_CASE("while a job runs its page shows how far it is and asks for itself again") {
  ListsFixture console;
  console.log_in("lan");
  std::promise<void> open;
  console.gate = open.get_future().share();
  const auto answer = console.send(kList);
  const std::string check = ConsoleFixture::header(answer, "Location");
  const auto deadline = std::chrono::steady_clock::now() + 60s;
  auto page = console.get_page(check);
  while (!has(page, "12.345")) {
    REQUIRE(std::chrono::steady_clock::now() < deadline);
    page = console.get_page(check);
  }
  CHECK(has(page, "<progress id=\"progress\" value=\"400\" max=\"1000\">40 %</progress>"));
  CHECK(ConsoleFixture::header(page, "Refresh") == "2; url=" + check);
  CHECK_FALSE(has(page, "<script"));
  // Nothing is loaded that was not checked.
  const auto early = console.post_page(check, {{"do", "load"}});
  CHECK(early.status == 409);
  CHECK(has(early, "role=\"alert\""));
  open.set_value();
  page = console.ended(check);
  CHECK(ConsoleFixture::header(page, "Refresh").empty());
  CHECK(console.orders.size() == 1);
}

TEST_CASE("a form of another session, of another site or without its token is not taken and leaves no file") {
  ListsFixture console;
  console.log_in("lan");
  const std::string body = ListsFixture::part("token", console.token) +
                           ListsFixture::part("list", kList, "; filename=\"a.csv\"") + "--Bound--\r\n";
  CHECK(console.send(kList, {}, "kh.csv", std::string(64, '0')).status == 403);
  CHECK(console.stored);
  CHECK(console.send(kList, {}, "kh.csv", "").status == 403);
  CHECK(
      console.send_body(ListsFixture::part("list", kList, "; filename=\"a.csv\"") + "--Bound--\r\n").status ==
      403);
  CHECK(console.send_body(body.substr(0, body.size() - 4)).status == 400);
  // These are known by the head.
  for (const auto& header : {std::pair<std::string, std::string>("Sec-Fetch-Site", "cross-site"),
                             std::pair<std::string, std::string>("Origin", "https://evil.example")}) {
    CHECK(console.send_body(body, "multipart/form-data; boundary=Bound", {header}).status == 403);
    CHECK_FALSE(console.stored);
  }
  const auto large =
      console.send_body(body, "multipart/form-data; boundary=Bound", {{"Content-Length", "5368709121"}});
  CHECK(large.status == 413);
  CHECK(has(large, "<html"));
  CHECK_FALSE(console.stored);
  CHECK(console.send_body(body, "application/x-www-form-urlencoded").status == 400);
  CHECK_FALSE(console.stored);
  CHECK(console.spooled() == 0);
  CHECK(console.orders.empty());
  CHECK(console.send_body(body).status == 303);
}

TEST_CASE("a form without a file asks for one") {
  ListsFixture console;
  console.log_in("lan");
  const auto page = console.send("", {}, "");
  CHECK(page.status == 400);
  CHECK(has(page, "Xin chọn một tệp."));
  CHECK(has(page, "enctype=\"multipart/form-data\""));
  CHECK(console.spooled() == 0);
}

TEST_CASE("a select that is changed is told to the API with those that were changed before") {
  ListsFixture console;
  console.log_in("lan");
  const std::string check = console.checked();
  auto answer = console.post_page(check, {{"do", "check"},
                                          {"column-0", "customer_code"},
                                          {"column-1", "extra"},
                                          {"column-2", "ignored"},
                                          {"column-3", "phone"},
                                          {"sheet", "T1"}});
  REQUIRE(answer.status == 303);
  console.ended(check);
  CHECK(console.last.columns == intake::ColumnChoices{{"SĐT", intake::Column::extra}});
  CHECK(console.last.sheet == "T1");
  console.post_page(check, {{"do", "check"}, {"column-2", "address"}});
  console.ended(check);
  CHECK(console.last.columns ==
        intake::ColumnChoices{{"SĐT", intake::Column::extra}, {"Ghi chú <b>", intake::Column::address}});
  console.ended(ConsoleFixture::header(console.post_page(check, {{"do", "load"}}), "Location"));
  CHECK(console.last.columns.size() == 2);
  CHECK_FALSE(console.last.dry_run);
  CHECK(console.bytes == kList);
}

TEST_CASE("a list whose header does not tell the customer code is put right by naming the column") {
  ListsFixture console;
  console.log_in("lan");
  console.fault = server::ApiError{2, "no_customer_code_column", "no column holds <it>", "name one"};
  const std::string check = console.checked();
  const auto page = console.get_page(check);
  CHECK(has(page, "no column holds &lt;it&gt;"));
  CHECK_FALSE(has(page, "value=\"load\""));
  CHECK(console.post_page(check, {{"do", "load"}}).status == 409);
  console.fault.reset();
  console.post_page(check, {{"do", "check"}, {"code_header", " Mã số "}, {"left_header", "SĐT"}});
  CHECK(has(console.ended(check), "Nạp 408.951 khách hàng"));
  CHECK(console.last.columns ==
        intake::ColumnChoices{{"Mã số", intake::Column::customer_code}, {"SĐT", intake::Column::extra}});
}

TEST_CASE("a list of nobody cannot be loaded") {
  ListsFixture console;
  console.log_in("lan");
  console.report = R"({"import":"7","read":1,"taken":0,"rejected":1,"columns":[]})";
  const auto page = console.get_page(console.checked());
  CHECK(has(page, "Không có dòng nào nạp được."));
  CHECK_FALSE(has(page, "value=\"load\""));
}

TEST_CASE("a list that was sent is its sender's alone, for an hour") {
  ListsFixture console;
  console.log_in("lan");
  const std::string check = console.checked();
  const auto cookies = console.cookies;
  const std::string token = console.token;
  console.cookies.clear();
  console.add_account("minh", "operator");
  console.log_in("minh");
  CHECK(console.get_page(check).status == 404);
  CHECK(console.post_page(check, {{"do", "load"}}).status == 404);
  CHECK_FALSE(has(console.get_page(kLists), check));
  console.cookies = cookies;
  console.token = token;
  CHECK(console.get_page(check).status == 200);
  // Another token than the session's loads nothing.
  CHECK(console.post_page(check, {{"do", "load"}, {"token", std::string(64, '0')}}).status == 403);
  console.steady += 20min;
  CHECK(console.get_page(check).status == 200);
  console.steady += 20min;
  CHECK(console.get_page("/").status == 200);
  console.steady += 20min;
  const auto late = console.get_page(check);
  CHECK(late.status == 404);
  CHECK(has(late, "không còn được giữ"));
  CHECK(console.post_page(check, {{"do", "load"}}).status == 404);
  CHECK(console.spooled() == 0);
  CHECK(console.orders.size() == 1);
}

TEST_CASE("the rows to correct are downloaded as the API gives them, and that is on record") {
  ListsFixture console;
  console.log_in("lan");
  const auto file = console.get_page(kLists + "/7/rejects");
  CHECK(file.file == console.folder / "rejects-7.csv");
  CHECK_FALSE(file.unlink_file);
  CHECK(ConsoleFixture::header(file, "Content-Disposition") == "attachment; filename=\"can-sua-7.csv\"");
  CHECK(console.audited().back() == "lan import.rejects 7 ");
  const auto none = console.get_page(kLists + "/8/rejects");
  CHECK(none.status == 404);
  CHECK(has(none, "<html"));
}

TEST_CASE("imports are listed with what came of them, and one is taken back after a question") {
  ListsFixture console;
  console.load_customers();
  console.log_in("lan");
  const auto page = console.get_page(kLists);
  CHECK(has(page, "Lần nạp 1"));
  CHECK(has(page, "href=\"/console/lists/1/undo\""));
  CHECK(console.get_page(kLists + "/77/undo").status == 404);
  const auto question = console.get_page(kLists + "/1/undo");
  CHECK(question.status == 200);
  CHECK(has(question, "Rút lại lần nạp 1"));
  CHECK(console.post_page(kLists + "/1/undo", {{"token", "x"}}).status == 403);
  const auto answer = console.post_page(kLists + "/1/undo", {});
  REQUIRE(answer.status == 303);
  const auto done = console.ended(ConsoleFixture::header(answer, "Location"));
  CHECK(has(done, "Đã rút lại lần nạp 1: bỏ 4 khách hàng"));
  CHECK(console.audited().back() == "lan import.undo 1 ");
  const auto again = console.post_page(kLists + "/1/undo", {});
  CHECK(again.status == 409);
  CHECK(has(again, "role=\"alert\""));
  CHECK_FALSE(has(console.get_page(kLists), "href=\"/console/lists/1/undo\""));
}

TEST_CASE("work that the service has forgotten is said to be, and other work is not shown here") {
  ListsFixture console;
  console.log_in("lan");
  CHECK(console.get_page(kLists + "/jobs/none-1").status == 404);
  const std::string job =
      console.jobs->start("backup", [](server::Progress&) { return boost::json::object(); }).value();
  CHECK(console.get_page(kLists + "/jobs/" + job).status == 404);
}

TEST_CASE("numbers and corrections are words of the language, and what is not known stays") {
  using server::Language;
  CHECK(server::number_in(0, Language::vietnamese) == "0");
  CHECK(server::number_in(999, Language::vietnamese) == "999");
  CHECK(server::number_in(11'000'000, Language::vietnamese) == "11.000.000");
  CHECK(server::number_in(-1234, Language::english) == "-1,234");
  CHECK(server::correction_words("something_new", 2, Language::vietnamese) == "Sửa 2 ô");
  CHECK(server::repair_words("something_new", 2, Language::english) == "2 something_new");
  CHECK(server::column_words("customer_code", Language::vietnamese) == "Mã khách hàng");
}
