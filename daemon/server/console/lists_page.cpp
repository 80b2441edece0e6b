#include "daemon/server/console/lists_page.hpp"

#include <boost/json/array.hpp>

#include "daemon/server/console/document_text.hpp"
#include "daemon/server/console/filled.hpp"
#include "daemon/server/console/list_form.hpp"
#include "daemon/server/console/list_words.hpp"
#include "daemon/server/console/number_words.hpp"
#include "daemon/server/console/spoken_words.hpp"

namespace triand::server {
namespace {

constexpr Phrase kTitle{"Danh sách khách hàng", "Customer lists"};
constexpr Phrase kSend{"Gửi một danh sách", "Send a list"};
constexpr Phrase kYours{"Danh sách bạn đã gửi", "Lists that you have sent"};
constexpr Phrase kKept{"Tệp được giữ một giờ sau khi gửi.", "A file is kept for an hour after it came."};
constexpr Phrase kLook{"Xem kết quả kiểm tra", "See the checks"};
constexpr Phrase kFollow{"Xem việc nạp", "See the load"};
constexpr Phrase kImports{"Các lần nạp", "Imports"};
constexpr Phrase kNoImports{"Chưa nạp danh sách nào.", "No list has been loaded yet."};
constexpr Phrase kNumber{"Lần nạp {}", "Import {}"};
constexpr Phrase kBy{"{}, người nạp {}", "{}, by {}"};
constexpr Phrase kCounts{"Đọc {}, mới {}, thay đổi {}, không đổi {}, từ chối {}.",
                         "Read {}, new {}, changed {}, unchanged {}, rejected {}."};
constexpr Phrase kRejects{"Tải các dòng cần sửa", "Download the rows to correct"};
constexpr Phrase kUndo{"Rút lại", "Take back"};
constexpr Phrase kUndoTitle{"Rút lại một lần nạp", "Take an import back"};
constexpr Phrase kUndoMeans{
    "Khách hàng mà lần nạp này thêm vào sẽ bị bỏ; khách hàng mà nó thay đổi trở lại như trước. Khách hàng "
    "được danh sách sau nhắc tới hoặc đã có trong một đợt gửi thì giữ nguyên.",
    "Customers that this import brought are removed; those that it changed become what they were. Whom a "
    "later "
    "list names or a campaign has planned for is left alone."};
constexpr Phrase kUndoNow{"Rút lại lần nạp {}", "Take import {} back"};
constexpr Phrase kLeave{"Không, quay lại danh sách", "No, back to the lists"};

void put_facts(Html& html, const boost::json::object& import, Language language) {
  html.element("p", text_of(import, "file"));
  html.element("p", filled(kBy, language, short_time(text_of(import, "started_at")), text_of(import, "who")),
               {{"class", "small"}});
  const auto count = [&](std::string_view name) { return number_in(number_of(import, name), language); };
  const boost::json::value* read = import.if_contains("read");
  if (read != nullptr && !read->is_null())
    html.element("p", filled(kCounts, language, count("read"), count("inserted"), count("updated"),
                             count("unchanged"), count("rejected")));
}

void put_import(Html& html, const boost::json::object& import, Language language) {
  const std::string id = text_of(import, "import");
  const std::string state = text_of(import, "state");
  const std::string address = std::string(kListsAddress.text()) + "/" + id;
  html.open("article").open("h3").text(filled(kNumber, language, id)).text(" ");
  html.element("span", import_state_words(state, language), {{"class", "state"}}).close();
  put_facts(html, import, language);
  html.open("p", {{"class", "acts"}});
  if (number_of(import, "rejected") > 0)
    html.element("a", kRejects.in(language), {{"href", address + "/rejects"}}).text(" ");
  if (state != "running" && state != "undoing" && state != "undone")
    html.element("a", kUndo.in(language), {{"href", address + "/undo"}});
  html.close().close();
}

void put_kept(Html& html, const std::vector<std::pair<std::string, KeptList>>& kept, Language language) {
  html.open("section").element("h2", kYours.in(language)).open("ul");
  for (const auto& [token, list] : kept) {
    html.open("li").text(list.file).text(": ");
    if (list.load.empty()) {
      html.element("a", kLook.in(language), {{"href", check_address(token)}});
    } else {
      html.element("a", kFollow.in(language), {{"href", list_job_address(list.load)}});
    }
    html.close();
  }
  html.close().element("p", kKept.in(language), {{"class", "small"}}).close();
}

}  // namespace

Response lists_page(const PageFrame& frame, const boost::json::object& imports,
                    const std::vector<std::pair<std::string, KeptList>>& kept, const PageNotice& notice) {
  const auto content = [&](Html& html) {
    const Language language = frame.language;
    html.element("h1", kTitle.in(language));
    put_notice(html, notice, frame.language);
    html.open("section").element("h2", kSend.in(language));
    put_upload_form(html, frame);
    html.close();
    if (!kept.empty()) put_kept(html, kept, language);
    html.open("section").element("h2", kImports.in(language));
    const boost::json::array& all = imports.at("imports").as_array();
    if (all.empty()) html.element("p", kNoImports.in(language));
    for (const auto& import : all) put_import(html, import.as_object(), language);
    html.close();
  };
  return console_page(frame, kTitle, content, notice.status);
}

Response undo_page(const PageFrame& frame, const boost::json::object& import, const PageNotice& notice) {
  const auto content = [&](Html& html) {
    const Language language = frame.language;
    const std::string id = text_of(import, "import");
    html.element("h1", kUndoTitle.in(language));
    put_notice(html, notice, frame.language);
    html.open("section").element("h2", filled(kNumber, language, id));
    put_facts(html, import, language);
    html.element("p", kUndoMeans.in(language));
    open_form(html, std::string(kListsAddress.text()) + "/" + id + "/undo", frame.form_token);
    html.element("button", filled(kUndoNow, language, id), {{"type", "submit"}, {"class", "risky"}}).close();
    html.open("p").element("a", kLeave.in(language), {{"href", kListsAddress.text()}}).close().close();
  };
  return console_page(frame, kUndoTitle, content, notice.status);
}

}  // namespace triand::server
