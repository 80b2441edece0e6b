#include "daemon/domain/test_reference.hpp"

#include <string_view>

namespace triand::domain {

std::string test_reference(std::uint64_t milliseconds, std::uint32_t random) {
  static constexpr std::string_view kDigits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  std::string out = "THU";  // "thử"
  const auto put = [&out](std::uint64_t value, int length) {
    for (int digit = length - 1; digit >= 0; --digit) out += kDigits[value >> 5 * digit & 31];
  };
  put(milliseconds, 10);
  put(random, 7);
  return out;
}

}  // namespace triand::domain
