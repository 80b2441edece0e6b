#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace triand::templates {

enum class FilterKind { upper, lower, title, plain, money, number, date, shorten, mask, fallback };

// The filters by the names that templates use.
inline constexpr std::array<std::pair<std::string_view, FilterKind>, 10> kFilters{
    {{"upper", FilterKind::upper},
     {"lower", FilterKind::lower},
     {"title", FilterKind::title},
     {"plain", FilterKind::plain},
     {"money", FilterKind::money},
     {"number", FilterKind::number},
     {"date", FilterKind::date},
     {"shorten", FilterKind::shorten},
     {"mask", FilterKind::mask},
     {"default", FilterKind::fallback}}};

// One filter of a placeholder, with its argument.
struct Filter {
  FilterKind kind{};
  std::size_t limit = 0;  // shorten: characters
  std::string fallback;   // default: the text as the filters behind it leave it
};

// Puts `value` through the filters, in order. A filter leaves an empty value empty, and empties one that it cannot
// read (money of "abc"). `default` replaces an empty value and ends the chain: its text is prepared.
// Returns whether a default was taken, so that an empty result is meant.
bool run_filters(const std::vector<Filter>& filters, std::string& value);

}  // namespace triand::templates
