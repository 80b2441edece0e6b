#include "daemon/server/console/letter_ack_form.hpp"

#include "daemon/server/console/page_parts.hpp"
#include "daemon/server/console/upload_parts.hpp"

namespace triand::server {
namespace {

constexpr Phrase kChosen{"Tệp phản hồi (CSV)", "The file of acknowledgements (CSV)"};
constexpr Phrase kFile{"Hoặc dán nội dung tệp CSV", "Or paste the CSV file's content"};
constexpr Phrase kFileHint{
    "dòng đầu: reference,status,date,reason; status là printed, posted, returned hoặc rejected",
    "first line: reference,status,date,reason; status is printed, posted, returned or rejected"};
constexpr Phrase kTakeIn{"Ghi phản hồi", "Take it in"};

}  // namespace

void put_ack_form(Html& html, const PageFrame& frame, std::string_view typed) {
  html.open("section").element("h2", kAckTitle.in(frame.language));
  open_upload_form(html, kAckUploadAddress, frame.form_token);
  put_file_field(html, "chosen", kChosen, ".csv,.txt", "ack-format", frame.language);
  html.element("p", kFileHint.in(frame.language), {{"id", "ack-format"}, {"class", "small"}});
  put_button(html, kTakeIn, frame.language);
  put_upload_progress(html, frame.language);
  html.close();
  open_form(html, "/console/letters/ack", frame.form_token);
  html.element("label", kFile.in(frame.language), {{"for", "file"}});
  html.element("textarea", typed,
               {{"id", "file"}, {"name", "file"}, {"rows", "8"}, {"spellcheck", "false"}, {"required"}});
  put_button(html, kTakeIn, frame.language);
  html.close().close();
}

}  // namespace triand::server
