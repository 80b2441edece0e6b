#include "daemon/domain/advertising_consent.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <string>
#include <string_view>

namespace triand::domain {
namespace {

constexpr std::array<std::string_view, 13> kYes = {"x",  "1",  "y",  "yes",    "true",   "co",    "có",
                                                   "Có", "CÓ", "cÓ", "đồng ý", "Đồng ý", "dong y"};

bool is_yes(std::string_view cell) {
  while (!cell.empty() && cell.front() == ' ') cell.remove_prefix(1);
  while (!cell.empty() && cell.back() == ' ') cell.remove_suffix(1);
  std::string lower(cell);
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return std::ranges::find(kYes, lower) != kYes.end() || std::ranges::find(kYes, cell) != kYes.end();
}

}  // namespace

bool consents_to_advertising(const Customer& customer) {
  return std::ranges::any_of(customer.extra, [](const auto& column) {
    return std::ranges::find(kConsentColumns, std::string_view(column.first)) != std::end(kConsentColumns) &&
           is_yes(column.second);
  });
}

}  // namespace triand::domain
