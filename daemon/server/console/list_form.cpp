#include "daemon/server/console/list_form.hpp"

#include <array>

#include "daemon/server/console/upload_parts.hpp"

namespace triand::server {
namespace {

constexpr Phrase kFile{"Tệp danh sách (CSV, XLSX hoặc ODS)", "The list's file (CSV, XLSX or ODS)"};
constexpr Phrase kNothingYet{"Tệp được kiểm tra trước; chưa có gì thay đổi cho đến khi bấm Nạp.",
                             "The file is checked first; nothing changes until you press Load."};
constexpr Phrase kReading{"Cách đọc tệp", "How the file is read"};
constexpr Phrase kUnit{"Đơn vị của các dòng không ghi đơn vị (mã, ví dụ PA05)",
                       "Unit of rows that name none (code prefix, such as PA05)"};
constexpr Phrase kSheet{"Trang tính (tên hoặc số thứ tự)", "Sheet (name or number)"};
constexpr Phrase kEncoding{"Bảng mã của tệp văn bản", "Encoding of a text"};
constexpr Phrase kFindOut{"Tự nhận biết", "Find it out"};
constexpr Phrase kCheck{"Kiểm tra tệp", "Check the file"};

struct Encoding {
  std::string_view word;
  std::string_view name;
};

constexpr std::array kEncodings{Encoding{"utf-8", "UTF-8"},        Encoding{"utf-16le", "UTF-16 LE"},
                                Encoding{"utf-16be", "UTF-16 BE"}, Encoding{"windows-1258", "Windows-1258"},
                                Encoding{"tcvn3", "TCVN3 (ABC)"},  Encoding{"viscii", "VISCII"}};

void put_text(Html& html, Literal name, std::string_view label, std::string_view value) {
  html.element("label", label, {{"for", name.text()}});
  html.leaf("input", {{"id", name.text()},
                      {"name", name.text()},
                      {"value", value},
                      {"autocomplete", "off"},
                      {"maxlength", "200"}});
}

}  // namespace

std::string check_address(const std::string& token) { return "/console/lists/checks/" + token; }

std::string list_job_address(const std::string& job) { return "/console/lists/jobs/" + job; }

void put_option(Html& html, std::string_view value, std::string_view words, bool chosen) {
  html.element("option", words, {{"value", value}, {"selected", "", chosen}});
}

void put_reading_fields(Html& html, const KeptList& list, Language language) {
  put_text(html, "unit", kUnit.in(language), list.unit);
  put_text(html, "sheet", kSheet.in(language), list.sheet);
  html.element("label", kEncoding.in(language), {{"for", "encoding"}});
  html.open("select", {{"id", "encoding"}, {"name", "encoding"}});
  put_option(html, "", kFindOut.in(language), list.encoding.empty());
  for (const Encoding& encoding : kEncodings)
    put_option(html, encoding.word, encoding.name, encoding.word == list.encoding);
  html.close();
}

void put_upload_form(Html& html, const PageFrame& frame) {
  const Language language = frame.language;
  open_upload_form(html, kListsAddress, frame.form_token);
  put_file_field(html, "list", kFile, ".csv,.txt,.tsv,.xlsx,.ods", "nothing-yet", language);
  html.element("p", kNothingYet.in(language), {{"id", "nothing-yet"}, {"class", "small"}});
  html.open("details").element("summary", kReading.in(language));
  put_reading_fields(html, {}, language);
  html.close();
  html.element("button", kCheck.in(language), {{"type", "submit"}});
  put_upload_progress(html, language);
  html.close();
}

}  // namespace triand::server
