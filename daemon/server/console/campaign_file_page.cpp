#include "daemon/server/console/campaign_file_page.hpp"

#include "daemon/server/console/document_text.hpp"
#include "daemon/server/console/plan_section.hpp"
#include "daemon/server/console/upload_parts.hpp"

namespace triand::server {
namespace {

constexpr Phrase kTitle{"Lập kế hoạch chiến dịch", "Plan a campaign"};
constexpr Phrase kHint{
    "Lập kế hoạch không gửi gì; chiến dịch chỉ gửi sau khi được phê duyệt. Lập lại trước khi phê duyệt thì "
    "kế hoạch mới thay kế hoạch cũ. Các tệp nội dung tin mà tệp chiến dịch nhắc tới nằm trên máy chủ, trong "
    "thư mục mẫu tin.",
    "Planning sends nothing; a campaign is sent after its approval alone. Planned again before that, the new "
    "plan replaces the old one. The message files that a campaign file names are on the server, in the "
    "folder "
    "of templates."};
constexpr Phrase kSend{"Gửi tệp chiến dịch", "Send the campaign file"};
constexpr Phrase kChosen{"Tệp chiến dịch (YAML)", "The campaign file (YAML)"};
constexpr Phrase kType{"Hoặc gõ, dán nội dung", "Or type or paste its text"};
constexpr Phrase kName{"Tên tệp", "The file's name"};
constexpr Phrase kText{"Nội dung tệp", "The file's text"};
constexpr Phrase kCheck{"Kiểm tra", "Check"};
constexpr Phrase kPlan{"Lập kế hoạch", "Plan"};
constexpr Phrase kFaults{"Tệp có lỗi, xin sửa rồi làm lại",
                         "The file has faults; correct them and try again"};
constexpr Phrase kNoFaults{"Tệp không có lỗi.", "The file has no faults."};
constexpr Phrase kLine{"Dòng", "Line"};
constexpr Phrase kBack{"Mọi chiến dịch", "All campaigns"};

// A fault says what is wrong and what would be right, as it does for trianctl.
void put_problem(Html& html, const boost::json::object& problem, Language language) {
  html.open("li").text(text_of(problem, "file"));
  if (const std::int64_t line = number_of(problem, "line"); line > 0)
    html.text(", ").element("strong", std::string(kLine.in(language)) + " " + std::to_string(line));
  html.text(": ");
  if (const std::string key = text_of(problem, "key"); !key.empty()) html.element("code", key).text(": ");
  html.element("span", text_of(problem, "message"), {{"lang", "en"}}).close();
}

void put_check(Html& html, const boost::json::object& check, Language language) {
  const boost::json::array& problems = items_of(check, "problems");
  if (problems.empty()) {
    html.element("p", kNoFaults.in(language), {{"class", "notice"}, {"role", "status"}});
  } else {
    html.open("div", {{"class", "notice"}, {"role", "alert"}}).element("p", kFaults.in(language)).open("ul");
    for (const auto& problem : problems) put_problem(html, problem.as_object(), language);
    html.close().close();
  }
  put_findings(html, items_of(check, "warnings"), language);
}

void put_buttons(Html& html, Language language) {
  html.open("p", {{"class", "box"}});
  html.element("button", kCheck.in(language),
               {{"type", "submit"}, {"name", "act"}, {"value", "check"}, {"class", "second"}});
  html.element("button", kPlan.in(language), {{"type", "submit"}, {"name", "act"}, {"value", "plan"}});
  html.close();
}

void put_chooser(Html& html, const PageFrame& frame) {
  html.open("section").element("h2", kSend.in(frame.language));
  open_upload_form(html, kCampaignUploadAddress, frame.form_token);
  put_file_field(html, "chosen", kChosen, ".yaml,.yml,.txt", "what-planning-does", frame.language);
  put_buttons(html, frame.language);
  html.close().close();
}

void put_text(Html& html, const PageFrame& frame, const CampaignFile& file) {
  const Language language = frame.language;
  html.open("section").element("h2", kType.in(language));
  open_form(html, kCampaignFileAddress.text(), frame.form_token);
  html.element("label", kName.in(language), {{"for", "file"}});
  html.leaf("input", {{"id", "file"},
                      {"name", "file"},
                      {"value", file.name},
                      {"maxlength", "200"},
                      {"autocomplete", "off"},
                      {"required"}});
  html.element("label", kText.in(language), {{"for", "text"}});
  // A browser leaves out the first line's end of a text area.
  html.element("textarea", "\n" + file.text,
               {{"id", "text"}, {"name", "text"}, {"rows", "16"}, {"spellcheck", "false"}, {"required"}});
  put_buttons(html, language);
  html.close().close();
}

}  // namespace

Response campaign_file_page(const PageFrame& frame, const CampaignFile& file,
                            const std::optional<boost::json::object>& check, const PageNotice& notice) {
  const Language language = frame.language;
  const auto content = [&](Html& html) {
    html.element("h1", kTitle.in(language));
    put_notice(html, notice, language);
    if (check) put_check(html, *check, language);
    html.element("p", kHint.in(language), {{"id", "what-planning-does"}});
    put_chooser(html, frame);
    put_text(html, frame, file);
    html.open("p").element("a", kBack.in(language), {{"href", "/console/campaigns"}}).close();
  };
  return console_page(frame, kTitle, content, notice.status);
}

}  // namespace triand::server
