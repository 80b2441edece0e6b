#include "daemon/app/feed_cursor.hpp"

#include <algorithm>
#include <charconv>

namespace triand::app {
namespace {

std::optional<std::int64_t> number(std::string_view text) {
  std::int64_t out = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (error != std::errc{} || end != text.data() + text.size() || out < 0) return std::nullopt;
  return out;
}

}  // namespace

std::optional<FeedCursor> FeedCursor::read(std::string_view text) {
  if (text.empty()) return FeedCursor{};
  const std::size_t dash = text.find('-');
  const auto after = number(text.substr(0, dash));
  const auto begun = dash == std::string_view::npos ? after : number(text.substr(dash + 1));
  if (!after || !begun) return std::nullopt;
  return FeedCursor{.after = *after, .begun = std::max(*after, *begun)};
}

std::string FeedCursor::text() const {
  return begun > after ? std::to_string(after) + "-" + std::to_string(begun) : std::to_string(after);
}

}  // namespace triand::app
