#include "daemon/intake/workbook/shared_strings.hpp"

#include <cstring>

namespace triand::intake {

void SharedStrings::add(std::string_view text) {
  texts_.append(text);
  const std::uint64_t end = texts_.size();
  ends_.append({reinterpret_cast<const char*>(&end), sizeof end});
  ++count_;
}

void SharedStrings::seal() {
  texts_.seal();
  ends_.seal();
}

std::optional<std::string_view> SharedStrings::at(std::uint64_t number) {
  if (number >= count_) return std::nullopt;
  const std::uint64_t begin = number == 0 ? 0 : end_of(number - 1);
  return texts_.read(begin, static_cast<std::size_t>(end_of(number) - begin));
}

std::uint64_t SharedStrings::end_of(std::uint64_t number) {
  std::uint64_t end = 0;
  std::memcpy(&end, ends_.read(number * sizeof end, sizeof end).data(), sizeof end);
  return end;
}

}  // namespace triand::intake
