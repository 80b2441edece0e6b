#include "channels/zalo/zalo_phone.hpp"

#include <algorithm>

namespace triand::channels {

ZaloPhone zalo_phone(std::string_view e164) {
  constexpr std::string_view kVietnam = "+84";
  constexpr std::size_t kMobileDigits = 9;
  const std::string_view rest =
      e164.starts_with(kVietnam) ? e164.substr(kVietnam.size()) : std::string_view();
  const bool digits = std::all_of(rest.begin(), rest.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (rest.empty() || !digits) return {.number = {}, .reason = "bad_number"};
  if (rest.front() == '2') return {.number = {}, .reason = "not_a_zalo_user"};
  constexpr std::string_view kMobileStarts = "35789";
  if (rest.size() != kMobileDigits || kMobileStarts.find(rest.front()) == std::string_view::npos)
    return {.number = {}, .reason = "bad_number"};
  return {.number = "84" + std::string(rest), .reason = {}};
}

}  // namespace triand::channels
