#include "tests/standin/customers/telephones.hpp"

#include <iterator>

namespace triand::standin {
namespace {

constexpr std::string_view kPrefixes[] = {"032", "070", "083", "056", "096", "077", "091", "034", "089",
                                          "094", "038", "079", "085", "058", "097", "093", "088", "036",
                                          "078", "081", "092", "033", "076", "084", "098", "035", "082",
                                          "086", "037", "039", "087", "055", "059"};
constexpr std::uint64_t kPrefixCount = std::size(kPrefixes);

struct Conversion {
  std::string_view now;
  std::string_view before;
};

// The renumbering of 2018.
constexpr Conversion kConversions[] = {
    {"032", "0162"}, {"033", "0163"}, {"034", "0164"}, {"035", "0165"}, {"036", "0166"}, {"037", "0167"},
    {"038", "0168"}, {"039", "0169"}, {"070", "0120"}, {"079", "0121"}, {"077", "0122"}, {"076", "0126"},
    {"078", "0128"}, {"083", "0123"}, {"084", "0124"}, {"085", "0125"}, {"081", "0127"}, {"082", "0129"},
    {"056", "0186"}, {"058", "0188"}, {"059", "0199"}};

void append_padded(std::string& text, std::uint64_t number, int digits) {
  char buffer[20];
  for (int at = digits - 1; at >= 0; --at) {
    buffer[at] = static_cast<char>('0' + number % 10);
    number /= 10;
  }
  text.append(buffer, static_cast<std::size_t>(digits));
}

}  // namespace

std::string_view Telephones::next_mobile() {
  std::uint64_t counter = mobiles_ / kPrefixCount;
  number_ = kPrefixes[mobiles_ % kPrefixCount];
  ++mobiles_;
  append_padded(number_, counter % 100000, 5);
  char pair = static_cast<char>('0' + counter / 100000 % 10);
  number_.append(2, pair);
  return number_;
}

std::string_view Telephones::next_fixed(std::string_view area_code) {
  number_.assign(1, '0');
  number_ += area_code;
  number_ += area_code.size() == 2 ? "39" : "3";
  append_padded(number_, fixed_++ % 1000000, 6);
  return number_;
}

std::string old_mobile(std::string_view number) {
  for (const Conversion& conversion : kConversions) {
    if (number.starts_with(conversion.now))
      return std::string(conversion.before) + std::string(number.substr(3));
  }
  return {};
}

}  // namespace triand::standin
