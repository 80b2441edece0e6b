#include "daemon/server/console/letter_words.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <boost/json/array.hpp>

#include "daemon/server/console/api_door.hpp"
#include "daemon/server/console/document_text.hpp"
#include "daemon/server/console/filled.hpp"
#include "daemon/server/console/named_phrase.hpp"
#include "daemon/server/console/page_parts.hpp"
#include "daemon/server/console/spoken_words.hpp"

namespace triand::server {
namespace {

// A file of another batch than was meant has a fault in each row.
constexpr std::size_t kMostFaults = 100;

constexpr std::array<std::pair<std::string_view, Phrase>, 7> kStates{{
    {"open", {"Đang gom thư", "Gathering"}},
    {"rendering", {"Đang tạo PDF", "Being rendered"}},
    {"rendered", {"Đã tạo PDF", "Rendered"}},
    {"released", {"Đã giao nhà in", "Handed over"}},
    {"acknowledged", {"Đã có phản hồi", "Acknowledged"}},
    {"posted", {"Đã gửi bưu điện hết", "All posted"}},
    {"returned", {"Có thư bị trả lại", "Some came back"}},
}};

constexpr Phrase kLetters{"Số thư", "Letters"};
constexpr Phrase kCreated{"Tạo lúc", "Created"};
constexpr Phrase kCutOff{"Giờ chốt", "Cut-off"};
constexpr Phrase kFolder{"Thư mục", "Folder"};
constexpr Phrase kReprintOf{"In lại của", "Reprint of"};
constexpr Phrase kPrinted{"Đã in", "Printed"};
constexpr Phrase kPosted{"Đã gửi bưu điện", "Posted"};
constexpr Phrase kReturned{"Bị trả lại", "Returned"};
constexpr Phrase kRejected{"Nhà in từ chối", "Refused by the printer"};
constexpr Phrase kRead{"Số dòng đã đọc", "Rows read"};
constexpr Phrase kApplied{"Đã ghi", "Applied"};
constexpr Phrase kRepeated{"Đã có từ trước", "Known before"};
constexpr Phrase kFaulty{"Không dùng được", "Rejected"};
constexpr Phrase kLine{"Dòng {}: {}", "Line {}: {}"};
constexpr Phrase kReprinted{"Lô mới: {}, {} thư.", "The new batch: {}, {} letters."};
constexpr Phrase kLeftOut{"Các thư sau không được in lại:", "These were not printed again:"};
constexpr Phrase kLookAt{"Xem lô {}", "Look at batch {}"};
constexpr Phrase kMore{"Còn {} dòng nữa.", "{} more."};

void put_count(Html& html, Phrase title, std::int64_t count, Language language) {
  put_fact(html, title, std::to_string(count), language);
}

}  // namespace

std::string_view batch_state_words(std::string_view state, Language language) {
  return words_for(kStates, state, language);
}

void put_batch(Html& html, const boost::json::object& batch, Language language) {
  html.open("dl");
  put_count(html, kLetters, number_of(batch, "letters"), language);
  put_fact(html, kCreated, short_time(text_of(batch, "created")), language);
  put_fact(html, kCutOff, short_time(text_of(batch, "closes_at")), language);
  put_fact(html, kReprintOf, text_of(batch, "reprint_of"), language);
  put_fact(html, kFolder, text_of(batch, "folder"), language);
  if (!text_of(batch, "folder").empty()) {
    put_count(html, kPrinted, number_of(batch, "printed"), language);
    put_count(html, kPosted, number_of(batch, "posted"), language);
    put_count(html, kReturned, number_of(batch, "returned"), language);
    put_count(html, kRejected, number_of(batch, "rejected"), language);
  }
  html.close();
}

void put_acknowledged(Html& html, const boost::json::object& told, Language language) {
  const boost::json::array& faults = told.at("faults").as_array();
  html.open("dl");
  put_count(html, kRead, number_of(told, "read"), language);
  put_count(html, kApplied, number_of(told, "applied"), language);
  put_count(html, kRepeated, static_cast<std::int64_t>(told.at("repeated").as_array().size()), language);
  put_count(html, kFaulty, number_of(told, "rejected"), language);
  html.close().open("ul");
  for (std::size_t at = 0; at < std::min(kMostFaults, faults.size()); ++at) {
    const boost::json::object& fault = faults[at].as_object();
    html.element("li", filled(kLine, language, number_of(fault, "line"), text_of(fault, "message")));
  }
  html.close();
  if (faults.size() > kMostFaults) html.element("p", filled(kMore, language, faults.size() - kMostFaults));
}

void put_printed(Html& html, const boost::json::object& result, Language language) {
  const std::string batch = text_of(result, "batch");
  if (!text_of(result, "reprint_of").empty() && result.contains("left_out"))
    html.element("p", filled(kReprinted, language, batch, number_of(result, "letters")));
  const boost::json::array& left_out = items_of(result, "left_out");
  if (!left_out.empty()) {
    html.element("p", kLeftOut.in(language)).open("ul");
    for (const auto& item : left_out)
      html.element("li",
                   text_of(item.as_object(), "reference") + ": " + text_of(item.as_object(), "message"));
    html.close();
  }
  html.open("p").element("a", filled(kLookAt, language, batch), {{"href", batch_address(batch)}}).close();
}

std::string batch_address(std::string_view batch) { return address_of({"console", "letters", batch}); }

}  // namespace triand::server
