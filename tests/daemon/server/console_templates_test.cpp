#include <catch2/catch.hpp>

#include "daemon/server/console/style.hpp"
#include "tests/daemon/server/console_fixture.hpp"

using namespace triand;
using namespace triand::tests;

namespace {

const std::string kTemplates = "/console/templates";
const std::string kBench = kTemplates + "/bench";
const std::string kSms = kBench + "?message=tri-an%2Fsms.txt&channel=sms";

bool has(const server::Response& page, const std::string& words) {
  return page.body.find(words) != std::string::npos;
}

boost::json::object channel(const char* name, const char* form) {
  return {{"channel", name}, {"kind", name}, {"form", form}};
}

// The console with two messages in the templates' folder, and somebody logged in.
struct TemplatesConsole : ConsoleFixture {
  explicit TemplatesConsole(const std::string& role = "operator", std::vector<std::string> units = {}) {
    load_customers();
    templates = [](const std::string& message) -> server::Answer {
      boost::json::object out{
          {"schema", "triand.templates/v1"},
          {"folder", "/etc/triand/templates"},
          {"channels", boost::json::array{channel("sms", "text"), channel("mail", "email")}},
          {"names", boost::json::array{"full_name", "gift"}},
          {"filters", boost::json::array{"upper"}},
          {"messages",
           boost::json::array{{{"message", "tri-an/email"}, {"channels", boost::json::array{"mail"}}},
                              {{"message", "tri-an/sms.txt"}, {"channels", boost::json::array{"sms"}}},
                              {{"message", "web.txt"}, {"channels", boost::json::array()}}}}};
      if (message == "tri-an/sms.txt")
        out["texts"] = boost::json::object{{"message", message},
                                           {"text", "Kính gửi {{ full_name }} </textarea>"},
                                           {"subject", ""},
                                           {"html", ""}};
      if (message == "tri-an/email")
        out["texts"] = boost::json::object{
            {"message", message}, {"text", "thân"}, {"subject", "Tri ân"}, {"html", "<p>"}};
      if (!message.empty() && !out.contains("texts"))
        return server::ApiError{5, "no-such-template", "there is no message of that name", ""};
      return out;
    };
    preview_text = [this](const server::TextOrder&) -> server::Answer {
      ++previews;
      return shown;
    };
    add_account("lan", role, std::move(units));
    REQUIRE(log_in("lan").status == 303);
  }

  boost::json::object shown{
      {"schema", "triand.text_preview/v1"},
      {"problems", boost::json::array()},
      {"problems_in_all", 0},
      {"warnings", boost::json::array()},
      {"looked_at", 300},
      {"left_out", boost::json::object{{"gift", 12}}},
      {"samples", boost::json::array{{{"pick", "longest"},
                                      {"customer_code", "PA05010000001"},
                                      {"messages", boost::json::array{{{"channel", "sms"},
                                                                       {"to", "+84912345678"},
                                                                       {"subject", ""},
                                                                       {"text", "Kinh gui <An>"},
                                                                       {"parts", 2},
                                                                       {"coding", "gsm7"},
                                                                       {"units", 170},
                                                                       {"cost", 1700},
                                                                       {"refused", "has #"}}}}}}}};
  int previews = 0;
};

}  // namespace

TEST_CASE(
    "the templates are listed with the channels that can send them, and it is said that nothing is stored") {
  TemplatesConsole console;
  const auto page = console.get_page(kTemplates);
  CHECK(page.status == 200);
  for (const char* words : {"/etc/triand/templates", "không lưu gì",
                            "href=\"/console/templates/bench?message=tri-an%2Fsms.txt&amp;channel=sms\"",
                            "tri-an/email, kênh mail", "web.txt: không có kênh nào dùng", "Cho kênh mail",
                            "aria-current=\"page\""})
    CHECK(has(page, words));
  CHECK(has(console.get_page(kTemplates + "?lang=en"), "nothing is stored"));
  CHECK(console.previews == 0);
}

TEST_CASE(
    "a message is opened with its text and what it comes to, escaped, and the script that keeps it so") {
  TemplatesConsole console;
  const auto page = console.get_page(kSms);
  CHECK(page.status == 200);
  for (const char* words :
       {"Kính gửi {{ full_name }} &lt;/textarea&gt;</textarea>", "Kinh gui &lt;An&gt;",
        "PA05010000001, tin dài nhất", "Tin dài nhất trong các ví dụ: 2 phần.",
        "Độ dài: 170 ký tự. Giá: 1.700 đ", "has #",
        "Trong 300 khách hàng đầu danh sách, 12 người không được gửi vì cột gift trống.",
        "không được lưu trên máy chủ", "<code>gift</code>", "Tải về sms.txt", "id=\"preview\"",
        // The way to the other language keeps the message.
        "channel=sms&amp;lang=en\""})
    CHECK(has(page, words));
  CHECK(has(page, "src=\"" + server::console_preview_path() + "\""));
  CHECK_FALSE(has(page, "912345678"));
  CHECK_FALSE(has(page, "name=\"subject\""));
  CHECK(console.text_order.title == "Tri ân khách hàng");
  const auto email = console.get_page(kBench + "?message=tri-an%2Femail");
  for (const char* words :
       {"value=\"Tri ân\"", "&lt;p&gt;</textarea>", "Tải về subject.txt", "Tải về body.html"})
    CHECK(has(email, words));
  const auto script = console.get_page(server::console_preview_path());
  CHECK(script.content_type == "text/javascript; charset=utf-8");
}

TEST_CASE("a text that was typed is shown with its faults, part and line, by the button alone") {
  TemplatesConsole console;
  console.shown["problems"] = boost::json::array{{{"part", "text"},
                                                  {"line", 2},
                                                  {"key", ""},
                                                  {"message", "unknown name `ful_name`"},
                                                  {"source", "{{ ful_name }} <b>"}}};
  console.shown["problems_in_all"] = 3;
  console.shown["warnings"] = boost::json::array{
      {{"rule", "care/link"}, {"file", "text"}, {"line", 1}, {"message", "la.example is not ours"}}};
  (void)console.get_page(kSms);
  const auto page = console.post_page(kBench, {{"message", "tri-an/sms.txt"},
                                               {"channel", "sms"},
                                               {"text", "a\r\n{{ ful_name }}<b>"},
                                               {"title", " Lễ "},
                                               {"customer", " PA05010000001 "},
                                               {"advertising", "1"},
                                               {"act", "preview"}});
  CHECK(page.status == 200);
  for (const char* words :
       {"Nội dung có 3 lỗi.", "<strong>dòng 2</strong>", "unknown name `ful_name`",
        "{{ ful_name }} &lt;b&gt;", "Còn 2 lỗi nữa.", "la.example is not ours",
        "a\n{{ ful_name }}&lt;b&gt;</textarea>", "checked=\"\"", "value=\"PA05010000001\""})
    CHECK(has(page, words));
  CHECK_FALSE(has(page, "Kinh gui"));
  CHECK(console.text_order.text == "a\n{{ ful_name }}<b>");
  CHECK(console.text_order.title == "Lễ");
  CHECK(console.text_order.advertising);
  CHECK(console.text_order.customers == std::vector<std::string>{"PA05010000001"});
}

TEST_CASE("a text goes back to whoever typed it as a file, and stays nowhere") {
  TemplatesConsole console;
  (void)console.get_page(kSms);
  const int before = console.previews;
  const std::size_t audits = console.audited().size();
  const auto sms = console.post_page(kBench, {{"message", "tri-an/sms.txt"},
                                              {"channel", "sms"},
                                              {"text", "Kính gửi\r\n<script>"},
                                              {"act", "download-text"}});
  CHECK(sms.status == 200);
  CHECK(sms.content_type == "text/plain; charset=utf-8");
  CHECK(ConsoleFixture::header(sms, "Content-Disposition") == "attachment; filename=\"sms.txt\"");
  CHECK(sms.body == "Kính gửi\n<script>\n");
  const auto html = console.post_page(
      kBench,
      {{"channel", "mail"}, {"text", "a"}, {"subject", "s"}, {"html", "<p>"}, {"act", "download-html"}});
  CHECK(html.content_type == "text/plain; charset=utf-8");
  CHECK(html.body == "<p>\n");
  CHECK(ConsoleFixture::header(html, "Content-Disposition") == "attachment; filename=\"body.html\"");
  // A name that somebody made up gets into no header.
  const auto odd = console.post_page(
      kBench,
      {{"message", "a/x\"\r\nSet-Cookie: y"}, {"channel", "sms"}, {"text", "a"}, {"act", "download-text"}});
  CHECK(ConsoleFixture::header(odd, "Content-Disposition") == "attachment; filename=\"sms.txt\"");
  CHECK(console.previews == before);
  CHECK(console.audited().size() == audits);
}

TEST_CASE("what the API refuses is said in the preview's place, and the text is still there") {
  TemplatesConsole console;
  console.preview_text = [](const server::TextOrder&) -> server::Answer {
    return server::ApiError{2, "too-large", "the text is too long", ""};
  };
  (void)console.get_page(kTemplates);
  (void)console.get_page(kBench + "?channel=sms");
  const auto large = console.post_page(kBench, {{"channel", "sms"}, {"text", "dài"}});
  CHECK(large.status == 400);
  CHECK(has(large, "Nội dung gửi lên lớn quá mức cho phép."));
  CHECK(has(large, "dài</textarea>"));
  const auto nobody =
      console.post_page(kBench, {{"channel", "sms"}, {"text", "a"}, {"customer", "PA05999999999"}});
  CHECK(nobody.status == 404);
  CHECK(has(nobody, "Không có khách hàng mang mã này."));
  CHECK(console.post_page(kBench, {{"channel", "pigeon"}, {"text", "a"}}).status == 404);
  CHECK(console.get_page(kBench + "?channel=pigeon").status == 404);
  CHECK(has(console.get_page(kBench + "?message=nope.txt"), "Thư mục mẫu tin không có mẫu này."));
}

TEST_CASE("a new text has nothing wrong with it before something is written") {
  TemplatesConsole console;
  const auto page = console.get_page(kBench + "?channel=sms");
  CHECK(page.status == 200);
  CHECK(has(page, "Nội dung mới, kênh sms"));
  CHECK(has(page, "Tải về sms.txt"));
  CHECK(console.previews == 0);
}

TEST_CASE("templates are an operator's; one of units tries them on customers of these alone") {
  {
    TemplatesConsole console("support");
    CHECK_FALSE(has(console.get_page("/"), kTemplates));
    CHECK(console.get_page(kTemplates).status == 403);
    CHECK(console.get_page(kSms).status == 403);
    CHECK(console.post_page(kBench, {{"channel", "sms"}, {"text", "a"}, {"act", "download-text"}}).status ==
          403);
    CHECK(console.previews == 0);
  }
  TemplatesConsole console("operator", {"PM"});
  CHECK(has(console.get_page("/"), kTemplates));
  const auto page = console.get_page(kSms);
  CHECK(page.status == 200);
  CHECK(has(page, "Nhập mã một khách hàng của đơn vị để xem trước."));
  CHECK(console.previews == 0);
  const auto ask = [&](const std::string& customer) {
    return console.post_page(kBench, {{"channel", "sms"}, {"text", "a"}, {"customer", customer}}).status;
  };
  CHECK(ask("PA05010000001") == 404);
  CHECK(console.previews == 0);
  CHECK(ask("PM05010000004") == 200);
  CHECK(console.previews == 1);
}
