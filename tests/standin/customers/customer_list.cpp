#include "tests/standin/customers/customer_list.hpp"

#include <algorithm>
#include <charconv>

#include "tests/standin/customers/damage.hpp"
#include "tests/standin/customers/names.hpp"
#include "tests/standin/hash.hpp"

namespace triand::standin {
namespace {

constexpr std::uint64_t kSequence = 10'000'000;
constexpr std::size_t kRecent = 64;

// Successive independent choices out of one random number.
class Draw {
 public:
  explicit Draw(std::uint64_t value) : value_(value) {}
  // One of 0 … size - 1.
  std::uint64_t below(std::uint64_t size) {
    value_ = mix(value_);
    return (value_ >> 32U) * size >> 32U;
  }
  bool permille(std::uint64_t share) { return below(1000) < share; }
  template <class List>
  const auto& one_of(const List& list) {
    return list[below(list.size())];
  }

 private:
  std::uint64_t value_;
};

void append_number(std::string& text, std::uint64_t number, std::size_t digits = 0) {
  char buffer[20];
  char* end = std::to_chars(buffer, buffer + sizeof buffer, number).ptr;
  std::size_t size = static_cast<std::size_t>(end - buffer);
  if (size < digits) text.append(digits - size, '0');
  text.append(buffer, size);
}

struct Segment {
  std::string_view name;
  std::uint64_t permille;
  bool company;
};

constexpr Segment kSegments[] = {{"household", 880, false},
                                 {"business", 70, true},
                                 {"large", 5, true},
                                 {"policy", 25, false},
                                 {"poor", 20, false}};

const Segment& segment_of(std::uint64_t permille) {
  for (const Segment& segment : kSegments) {
    if (permille < segment.permille) return segment;
    permille -= segment.permille;
  }
  return kSegments[0];
}

}  // namespace

struct CustomerList::Person {
  bool company = false;
  std::string_view family;
  std::string_view given;
};

CustomerList::CustomerList(Options options) : options_(std::move(options)), row_(options_.first_row) {}

std::string CustomerList::header() {
  return "mã khách hàng,họ tên,điện thoại,email,địa chỉ,đơn vị,tỉnh,nhóm,ngôn ngữ,từ chối,điện năng tiết "
         "kiệm\n";
}

void CustomerList::append_row(std::string& text) {
  std::uint64_t base = mix(mix(options_.seed) ^ row_);
  Draw draw(base);
  const Area& area = draw.one_of(options_.areas);
  const Segment& segment = segment_of(draw.below(1000));
  bool silent = draw.permille(2);
  Person person;
  person.company = segment.company;
  append_code(text, area, draw.below(1U << 20U));
  text += ',';
  append_name(text, person, mix(base ^ 1));
  text += ',';
  if (!silent) append_telephone(text, area, mix(base ^ 2), mix(base ^ 3));
  text += ',';
  if (!silent && draw.permille(300)) append_email(text, person, base);
  text += ',';
  if (!silent) append_address(text, area, mix(base ^ 4));
  text.append(",").append(area.prefix).append(",").append(area.new_province).append(",").append(segment.name);
  text += draw.permille(segment.company ? 50 : 2) ? ",en," : ",vi,";
  text += draw.permille(10) ? "có," : ",";
  append_number(text, draw.below(segment.company ? 9000 : 90) + 1);
  text += '\n';
  ++row_;
}

// Thirteen characters: six for the unit's branch, seven counting digits; a new branch digit every ten million rows
// keeps codes unique.
void CustomerList::append_code(std::string& text, const Area& area, std::uint64_t draw) const {
  text += area.prefix;
  append_number(text, row_ / kSequence * 10 + 1 + draw % 9, 2);
  if (area.prefix.size() == 2) text += "00";
  append_number(text, row_ % kSequence, 7);
}

void CustomerList::append_name(std::string& text, Person& person, std::uint64_t draw_from) const {
  Draw draw(draw_from);
  bool female = draw.permille(500);
  // The lower of two draws: the commoner family names stand first.
  std::uint64_t family = std::min(draw.below(family_names().size()), draw.below(family_names().size()));
  const NamePiece& given = draw.one_of(given_names(female));
  person.family = family_names()[family].plain;
  person.given = given.plain;
  if (person.company) {
    text.append(draw.one_of(company_forms())).append(" ").append(draw.one_of(company_names())).append(" ");
    append_number(text, row_ + 1);
    return;
  }
  text.append(family_names()[family].written).append(" ").append(draw.one_of(middle_names(female)));
  text.append(" ").append(given.written);
}

void CustomerList::append_telephone(std::string& text, const Area& area, std::uint64_t draw_from,
                                    std::uint64_t damage_draw) {
  Draw draw(draw_from);
  std::uint64_t kind = draw.below(1000);
  std::string number;
  if (kind < 10 && !recent_.empty()) {
    number = draw.one_of(recent_);
  } else if (kind < 710) {
    number = telephones_.next_mobile();
    recent_.push_back(number);
    if (recent_.size() > kRecent) recent_.pop_front();
  } else if (kind < 810) {
    number = telephones_.next_fixed(area.dialling);
  }
  Draw damage(damage_draw);
  bool damaged = !number.empty() && damage.below(100) < options_.fault_percent;
  text += damaged ? damage_telephone(number, damage.below(1U << 16U)) : number;
}

// The family name comes first so that no address begins with a word the stand-in's SMTP server takes for an order.
void CustomerList::append_email(std::string& text, const Person& person, std::uint64_t draw) const {
  text.append(person.family).append(".").append(person.given).append(".");
  append_number(text, row_ + 1);
  text += draw % 3 == 0 ? "@example.com" : "@example.vn";
}

void CustomerList::append_address(std::string& text, const Area& area, std::uint64_t draw_from) {
  Draw draw(draw_from);
  text += "\"Số ";
  append_number(text, draw.below(300) + 1);
  text.append(" ").append(draw.one_of(street_names())).append(", ");
  text += draw.permille(400) ? "phường Mẫu " : "xã Mẫu ";
  append_number(text, draw.below(40) + 1);
  text.append(", ").append(draw.permille(500) ? area.old_province : area.new_province).append("\"");
}

}  // namespace triand::standin
