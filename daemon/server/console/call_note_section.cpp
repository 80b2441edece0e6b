#include "daemon/server/console/call_note_section.hpp"

#include "daemon/server/console/document_text.hpp"
#include "daemon/server/console/spoken_words.hpp"

namespace triand::server {
namespace {

constexpr Phrase kNotes{"Ghi chú cuộc gọi", "Notes of calls"};
constexpr Phrase kNone{"Chưa có ghi chú nào.", "No notes yet."};
constexpr Phrase kErased{"Nội dung đã xóa theo yêu cầu của khách hàng.",
                         "The words were erased on the customer's request."};
constexpr Phrase kHidden{"Vai trò này không xem được nội dung.", "This role may not see the words."};
constexpr Phrase kAbout{"Cuộc gọi này về việc gì", "What this call was about"};
constexpr Phrase kHint{"Ghi chú được giữ trong nhật ký cùng tên người ghi, không sửa lại được.",
                       "The note is kept in the audit with your name and cannot be changed."};
constexpr Phrase kAdd{"Ghi chú", "Note it"};

void put_note(Html& html, const boost::json::object& note, bool may_read, Language language) {
  const std::string at = text_of(note, "at");
  const std::string words = text_of(note, "note");
  html.open("li").element("time", short_time(at), {{"datetime", at}});
  html.text(" ").text(text_of(note, "who"));
  if (words.empty()) {
    html.element("p", kErased.in(language), {{"class", "small"}});
  } else if (!may_read) {
    html.element("p", kHidden.in(language), {{"class", "small"}});
  } else {
    html.element("p", words, {{"class", "note"}});
  }
  html.close();
}

}  // namespace

void put_call_notes(Html& html, const PageFrame& frame, const std::string& address,
                    const CustomerView& view) {
  const Language language = frame.language;
  const boost::json::array& notes = view.customer.at("notes").as_array();
  html.open("section").element("h2", kNotes.in(language));
  if (notes.empty()) html.element("p", kNone.in(language));
  if (!notes.empty()) html.open("ol", {{"class", "notes"}});
  for (const auto& note : notes) put_note(html, note.as_object(), view.sight != Sight::masked, language);
  if (!notes.empty()) html.close();
  if (frame.role >= Role::support && !view.erased) {
    const std::int64_t newest = notes.empty() ? 0 : number_of(notes.front().as_object(), "id");
    open_form(html, address + "/note", frame.form_token);
    html.leaf("input", {{"type", "hidden"}, {"name", "after"}, {"value", std::to_string(newest)}});
    html.element("label", kAbout.in(language), {{"for", "note"}});
    html.element("textarea", "",
                 {{"id", "note"},
                  {"name", "note"},
                  {"rows", "3"},
                  {"maxlength", "500"},
                  {"aria-describedby", "note-hint"},
                  {"required"}});
    html.element("p", kHint.in(language), {{"id", "note-hint"}, {"class", "small"}});
    html.element("button", kAdd.in(language), {{"type", "submit"}}).close();
  }
  html.close();
}

}  // namespace triand::server
