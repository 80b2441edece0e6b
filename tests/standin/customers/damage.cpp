#include "tests/standin/customers/damage.hpp"

#include "tests/standin/customers/telephones.hpp"

namespace triand::standin {
namespace {

constexpr std::uint64_t kKinds = 9;

std::string grouped(const std::string& number, char separator) {
  return number.substr(0, 4) + separator + number.substr(4, 3) + separator + number.substr(7);
}

// 0912345678 as a spreadsheet shows it in scientific notation with so many digits behind the point.
std::string scientific(const std::string& number, std::size_t digits) {
  std::string significant = number.substr(1);
  return significant.substr(0, 1) + '.' + significant.substr(1, digits) +
         (significant.size() == 10 ? "E+09" : "E+08");
}

}  // namespace

std::string damage_telephone(const std::string& number, std::uint64_t kind) {
  switch (kind % kKinds) {
    case 0:
      return number.substr(1);
    case 1: {
      std::string old = old_mobile(number);
      return old.empty() ? grouped(number, '-') : old;
    }
    case 2:
      return grouped(number, ' ');
    case 3:
      return grouped(number, '.');
    case 4:
      return number.substr(1) + ".0";
    case 5:
      return "'" + number;
    case 6:
      return "+84" + number.substr(1);
    case 7:
      return scientific(number, number.size());
    default:
      return scientific(number, 2);
  }
}

}  // namespace triand::standin
