#include "templates/filter.hpp"

#include "templates/amount.hpp"
#include "templates/day.hpp"
#include "templates/mask.hpp"
#include "templates/shorten.hpp"
#include "templates/vietnamese.hpp"

namespace triand::templates {
namespace {

std::string filtered(const Filter& filter, const std::string& value) {
  switch (filter.kind) {
    case FilterKind::upper:
      return to_upper(value);
    case FilterKind::lower:
      return to_lower(value);
    case FilterKind::title:
      return to_title(value);
    case FilterKind::plain:
      return strip_diacritics(value);
    case FilterKind::money:
      return format_money(value).value_or("");
    case FilterKind::number:
      return format_number(value).value_or("");
    case FilterKind::date:
      return format_day(value).value_or("");
    case FilterKind::shorten:
      return shorten(value, filter.limit);
    case FilterKind::mask:
      return mask(value);
    case FilterKind::fallback:
      break;
  }
  return value;
}

}  // namespace

bool run_filters(const std::vector<Filter>& filters, std::string& value) {
  for (const Filter& filter : filters) {
    if (filter.kind == FilterKind::fallback && value.empty()) {
      value = filter.fallback;
      return true;
    }
    if (filter.kind != FilterKind::fallback && !value.empty()) value = filtered(filter, value);
  }
  return false;
}

}  // namespace triand::templates
