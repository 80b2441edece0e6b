#include "daemon/server/console/bench_page.hpp"

#include <algorithm>

#include <boost/json/array.hpp>

#include "daemon/server/console/document_text.hpp"
#include "daemon/server/console/filled.hpp"
#include "daemon/server/console/page_parts.hpp"
#include "daemon/server/console/refusal_words.hpp"
#include "daemon/server/console/style.hpp"
#include "daemon/server/console/templates_page.hpp"
#include "daemon/server/console/text_preview_section.hpp"

namespace triand::server {
namespace {

constexpr Phrase kTitle{"Soạn và xem trước", "Write and preview"};
constexpr Phrase kOf{"{}, kênh {}", "{}, channel {}"};
constexpr Phrase kNew{"Nội dung mới", "A new text"};
constexpr Phrase kNotStored{
    "Nội dung gõ ở đây không được lưu trên máy chủ. Mẫu tin là tệp trong thư mục {}: soạn xong thì tải về và "
    "nhờ "
    "kỹ thuật đặt vào đó.",
    "What is typed here is not stored on the server. Templates are files in the folder {}: download what you "
    "have written and have it put there."};
constexpr Phrase kText{"Nội dung", "Text"};
constexpr Phrase kSubject{"Tiêu đề thư", "Subject"};
constexpr Phrase kHtml{"Phần HTML (để trống nếu không có)", "HTML part (empty: there is none)"};
constexpr Phrase kCampaignTitle{"Tên chiến dịch", "The campaign's title"};
constexpr Phrase kTitleHint{"thay cho campaign_title", "stands for campaign_title"};
constexpr Phrase kCustomer{"Mã khách hàng để thử", "Customer code to try it on"};
constexpr Phrase kCustomerHint{
    "để trống: tin ngắn nhất, dài nhất và một tin ngẫu nhiên của vài trăm khách đầu",
    "empty: the shortest, the longest and one at random of the first few hundred"};
constexpr Phrase kCustomerOfUnit{"mã của một khách hàng thuộc đơn vị được giao",
                                 "the code of a customer of your units"};
constexpr Phrase kAdvertising{"Tin quảng cáo (có nhãn [QC])", "Advertising (labelled [QC])"};
constexpr Phrase kShow{"Xem trước", "Preview"};
constexpr Phrase kDownload{"Tải về {}", "Download {}"};
constexpr Phrase kWords{"Tên và bộ lọc dùng được", "Names and filters that there are"};
constexpr Phrase kNames{"Tên", "Names"};
constexpr Phrase kFilters{"Bộ lọc", "Filters"};
constexpr Phrase kResult{"Khách sẽ nhận", "What customers will get"};
constexpr Phrase kAskFirst{"Nhập mã một khách hàng của đơn vị để xem trước.",
                           "Name a customer of your units for a preview."};
constexpr Phrase kTemplateCheck{
    "Mẫu đã đăng ký ở Zalo được đối chiếu khi lập kế hoạch, không đối chiếu ở đây.",
    "What the template registered with Zalo takes is looked at when a campaign is planned, not here."};
constexpr Phrase kOver{
    "Phiên làm việc đã hết hoặc quyền đã thay đổi. Nội dung đã gõ vẫn còn trên trang này: xin chép lại trước "
    "khi "
    "đăng nhập lại.",
    "The session is over, or your role has changed. What you typed is still on this page: copy it before you "
    "log "
    "in again."};
constexpr Phrase kLost{"Chưa cập nhật được phần xem trước; đang thử lại.",
                       "The preview could not be brought up to date; it is tried again."};
constexpr Phrase kBack{"Mọi mẫu tin", "All templates"};

// A browser leaves out the first line's end of a text area.
void put_area(Html& html, Literal name, Phrase label, const std::string& text, Literal rows, bool required,
              Language language) {
  html.element("label", label.in(language), {{"for", name.text()}});
  html.element("textarea", "\n" + text,
               {{"id", name.text()},
                {"name", name.text()},
                {"rows", rows.text()},
                {"spellcheck", "false"},
                {"required", "", required}});
}

void put_hidden(Html& html, Literal name, std::string_view value) {
  html.leaf("input", {{"type", "hidden"}, {"name", name.text()}, {"value", value}});
}

void put_texts(Html& html, const BenchText& bench, Language language) {
  const bool email = bench.form == "email";
  if (email)
    put_line(html, {.name = "subject", .label = kSubject, .value = bench.subject, .longest = "1000"},
             language);
  put_area(html, "text", kText, bench.text, "14", true, language);
  if (email) put_area(html, "html", kHtml, bench.html, "10", false, language);
}

void put_buttons(Html& html, const BenchText& bench, Language language) {
  html.open("p", {{"class", "box"}});
  html.element("button", kShow.in(language), {{"type", "submit"}, {"name", "act"}, {"value", "preview"}});
  const auto download = [&](Literal act, const std::string& part) {
    html.element("button", filled(kDownload, language, bench_file(bench, part)),
                 {{"type", "submit"}, {"name", "act"}, {"value", act.text()}, {"class", "second"}});
  };
  if (bench.form == "email") download("download-subject", "subject");
  download("download-text", "text");
  if (bench.form == "email") download("download-html", "html");
  html.close();
}

void put_words(Html& html, const boost::json::object& templates, Language language) {
  const auto put = [&](Phrase title, std::string_view member) {
    html.open("p").element("strong", title.in(language)).text(": ");
    std::string_view join;
    for (const auto& word : items_of(templates, member)) {
      html.text(join).element("code", std::string(word.as_string()));
      join = ", ";
    }
    html.close();
  };
  html.open("details").element("summary", kWords.in(language));
  put(kNames, "names");
  put(kFilters, "filters");
  html.close();
}

void put_form(Html& html, const PageFrame& frame, const BenchText& bench,
              const boost::json::object& templates) {
  const Language language = frame.language;
  html.open("section").open("form",
                            {{"method", "post"}, {"action", kBenchAddress.text()}, {"id", "workbench"}});
  put_hidden(html, "token", frame.form_token);
  put_hidden(html, "message", bench.message);
  put_hidden(html, "channel", bench.channel);
  put_texts(html, bench, language);
  put_words(html, templates, language);
  put_line(html, {.name = "title", .label = kCampaignTitle, .hint = kTitleHint, .value = bench.title},
           language);
  put_line(html,
           {.name = "customer",
            .label = kCustomer,
            .hint = frame.limited ? kCustomerOfUnit : kCustomerHint,
            .value = bench.customer,
            .longest = "40"},
           language);
  html.open("label", {{"class", "check"}});
  html.leaf(
      "input",
      {{"type", "checkbox"}, {"name", "advertising"}, {"value", "1"}, {"checked", "", bench.advertising}});
  html.text(kAdvertising.in(language)).close();
  put_buttons(html, bench, language);
  html.close().close();
}

std::string result_words(const PageFrame& frame, const BenchText& bench, const BenchAnswer& answer) {
  if (!answer.preview.empty()) return text_preview_words(answer.preview, frame.language);
  const bool asks = !answer.refusal && frame.limited && bench.customer.empty();
  return asks ? std::string(kAskFirst.in(frame.language)) : std::string();
}

void put_result(Html& html, const PageFrame& frame, const BenchText& bench, const BenchAnswer& answer) {
  const Language language = frame.language;
  html.open("section").element("h2", kResult.in(language));
  html.element("p", result_words(frame, bench, answer), {{"id", "preview-summary"}, {"role", "status"}});
  html.element("p", "",
               {{"id", "preview-note"},
                {"class", "notice"},
                {"role", "alert"},
                {"data-over", kOver.in(language)},
                {"data-lost", kLost.in(language)},
                {"hidden"}});
  html.open("div", {{"id", "preview"}});
  if (answer.refusal) put_refusal(html, *answer.refusal, language);
  if (!answer.preview.empty()) put_text_preview(html, answer.preview, language);
  html.close();
  if (bench.form == "zalo") html.element("p", kTemplateCheck.in(language), {{"class", "small"}});
  html.close();
}

// A name that is safe in a header and on a disk.
bool is_plain(std::string_view name) {
  return !name.empty() && name.front() != '.' && std::ranges::all_of(name, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '-' || c == '_';
  });
}

}  // namespace

std::string bench_file(const BenchText& bench, const std::string& part) {
  if (bench.form == "email")
    return part == "subject" ? "subject.txt" : part == "html" ? "body.html" : "body.txt";
  std::string name = bench.message.substr(bench.message.rfind('/') + 1);
  if (is_plain(name)) return name;
  if (bench.form == "zalo") return "zalo.yaml";
  return bench.form == "letter" || bench.form == "website" ? bench.form + ".txt" : "sms.txt";
}

Response bench_page(const PageFrame& frame, const BenchText& bench, const BenchAnswer& answer,
                    const boost::json::object& templates) {
  const Language language = frame.language;
  const auto content = [&](Html& html) {
    html.element("h1", kTitle.in(language));
    const std::string of = bench.message.empty() ? std::string(kNew.in(language)) : bench.message;
    html.open("p").element("strong", filled(kOf, language, of, bench.channel)).close();
    html.element("p", filled(kNotStored, language, text_of(templates, "folder")), {{"class", "notice"}});
    html.open("div", {{"class", "columns even"}});
    put_form(html, frame, bench, templates);
    put_result(html, frame, bench, answer);
    html.close();
    html.open("p").element("a", kBack.in(language), {{"href", kTemplatesAddress.text()}}).close();
    html.open("script", {{"type", "module"}, {"src", console_preview_path()}}).close();
  };
  return console_page(frame, kTitle, content, answer.status);
}

}  // namespace triand::server
