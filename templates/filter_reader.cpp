#include "templates/filter_reader.hpp"

#include <algorithm>
#include <charconv>
#include <functional>
#include <iterator>
#include <optional>
#include <set>

#include "config/nearest.hpp"

namespace triand::templates {
namespace {

constexpr std::size_t kLongestShorten = 10000;

std::string quote(std::string_view word) { return "`" + std::string(word) + "`"; }

std::string unknown_filter(std::string_view name) {
  std::set<std::string, std::less<>> known;
  std::string all;
  for (const auto& entry : kFilters) {
    known.emplace(entry.first);
    all += (all.empty() ? "" : ", ") + std::string(entry.first);
  }
  const std::string near = config::nearest_word(name, known);
  if (!near.empty()) return "unknown filter " + quote(name) + "; did you mean " + quote(near) + "?";
  return "unknown filter " + quote(name) + "; there are " + all;
}

std::optional<FilterKind> find_filter(std::string_view name) {
  const auto* found = std::ranges::find(kFilters, name, &std::pair<std::string_view, FilterKind>::first);
  if (found == kFilters.end()) return std::nullopt;
  return found->second;
}

std::optional<std::size_t> read_limit(std::string_view word) {
  std::size_t out = 0;
  const auto [end, fault] = std::from_chars(word.data(), word.data() + word.size(), out);
  if (fault != std::errc() || end != word.data() + word.size() || out < 1 || out > kLongestShorten)
    return std::nullopt;
  return out;
}

// Reads what follows the filter's name; a fault or empty.
std::string read_argument(TagReader& reader, std::string_view name, Filter& filter) {
  const bool given = reader.take(':');
  if (filter.kind == FilterKind::shorten) {
    const auto limit = given ? read_limit(reader.word()) : std::nullopt;
    if (!limit) return "`shorten` needs a number of characters from 1 to 10000: `shorten:30`";
    filter.limit = *limit;
  } else if (filter.kind == FilterKind::fallback) {
    const auto text = given ? reader.quoted() : std::nullopt;
    if (!text) return "`default` needs a text in straight quotes: `default:\"Quý khách\"`";
    filter.fallback = *text;
  } else if (given) {
    return "the filter " + quote(name) + " takes nothing behind it; leave out the `:`";
  }
  return {};
}

// Puts every default through the filters behind it, from the last one back, so that a fill need not.
void prepare_defaults(FilterChain& chain) {
  for (std::size_t i = chain.filters.size(); i-- > 0;) {
    Filter& filter = chain.filters[i];
    if (filter.kind != FilterKind::fallback || filter.fallback.empty()) continue;
    const auto behind = std::next(chain.filters.begin(), static_cast<std::ptrdiff_t>(i) + 1);
    std::string shown = filter.fallback;
    const bool replaced = run_filters(std::vector<Filter>(behind, chain.filters.end()), shown);
    if (shown.empty() && !replaced)
      chain.faults.push_back("a filter behind `default:\"" + filter.fallback +
                             "\"` cannot read it; put `default` last");
    filter.fallback = std::move(shown);
  }
}

}  // namespace

FilterChain read_filters(TagReader& reader) {
  FilterChain out;
  while (!reader.done()) {
    if (!reader.take('|')) {
      const std::string_view stray = reader.up_to_next_filter();
      out.faults.push_back("expected `|` and a filter, or the end, before " + quote(stray));
      continue;
    }
    const std::string_view name = reader.word();
    if (name.empty()) {
      out.faults.emplace_back("there is no filter behind `|`; name one or leave out the `|`");
      static_cast<void>(reader.up_to_next_filter());
      continue;
    }
    const auto kind = find_filter(name);
    if (!kind) {
      out.faults.push_back(unknown_filter(name));
      static_cast<void>(reader.up_to_next_filter());
      continue;
    }
    Filter filter{.kind = *kind, .limit = 0, .fallback = {}};
    if (std::string fault = read_argument(reader, name, filter); !fault.empty()) {
      out.faults.push_back(std::move(fault));
      static_cast<void>(reader.up_to_next_filter());
      continue;
    }
    out.filters.push_back(std::move(filter));
  }
  if (out.faults.empty()) prepare_defaults(out);
  return out;
}

}  // namespace triand::templates
