#include "templates/sms_limits.hpp"

#include <algorithm>

#include "templates/utf8.hpp"

namespace triand::templates {
namespace {

std::string too_long(const SmsLimits::Longest& longest, const SmsParts& counted, std::string_view whose) {
  const int most = counted.coding == SmsParts::Coding::gsm7 ? longest.plain : longest.unicode;
  if (most == 0 || counted.units <= most) return {};
  std::string out = std::to_string(counted.units) + " of at most " + std::to_string(most) + " characters";
  if (!whose.empty()) out += " for " + std::string(whose);
  return out;
}

bool is_carried(const SmsLimits::Carrier& carrier, std::string_view e164) {
  constexpr std::string_view kVietnam = "+84";
  if (!e164.starts_with(kVietnam)) return false;
  const std::string_view rest = e164.substr(kVietnam.size());
  return std::ranges::any_of(carrier.prefixes, [rest](std::string_view prefix) {
    return prefix.starts_with('0') && rest.starts_with(prefix.substr(1));
  });
}

}  // namespace

std::string SmsLimits::fault(std::string_view text, const SmsParts& counted, std::string_view e164,
                             bool is_advertising) const {
  for (std::size_t at = 0; at < forbidden.size();) {
    const std::size_t start = at;
    (void)next_code_point(forbidden, at);
    const std::string_view character = std::string_view(forbidden).substr(start, at - start);
    if (text.find(character) != std::string_view::npos) return "has " + std::string(character);
  }
  if (std::string words = too_long(is_advertising ? advertising : care, counted, {}); !words.empty())
    return words;
  for (const Carrier& carrier : carriers) {
    if (!is_carried(carrier, e164)) continue;
    std::string words = too_long(is_advertising ? carrier.advertising : carrier.care, counted, carrier.name);
    if (!words.empty()) return words;
  }
  return {};
}

}  // namespace triand::templates
