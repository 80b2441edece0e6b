#include "templates/tag_reader.hpp"

#include "templates/blank.hpp"

namespace triand::templates {
namespace {

bool ends_word(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r') || std::string_view("|:\"{}").find(c) != std::string_view::npos;
}

}  // namespace

TagReader::TagReader(std::string_view content) : rest_(trimmed(content)) {}

std::string_view TagReader::word() {
  std::size_t length = 0;
  while (length < rest_.size() && !ends_word(rest_[length]) && !rest_.substr(length).starts_with("\u00A0"))
    ++length;
  const std::string_view out = rest_.substr(0, length);
  advance(length);
  return out;
}

bool TagReader::take(char mark) {
  if (rest_.empty() || rest_.front() != mark) return false;
  advance(1);
  return true;
}

std::optional<std::string_view> TagReader::quoted() {
  if (rest_.empty() || rest_.front() != '"') return std::nullopt;
  const std::size_t close = rest_.find('"', 1);
  if (close == std::string_view::npos) return std::nullopt;
  const std::string_view out = rest_.substr(1, close - 1);
  advance(close + 1);
  return out;
}

std::string_view TagReader::up_to_next_filter() {
  bool in_quotes = false;
  std::size_t at = 0;
  for (; at < rest_.size() && (in_quotes || rest_[at] != '|'); ++at)
    if (rest_[at] == '"') in_quotes = !in_quotes;
  const std::string_view out = trimmed(rest_.substr(0, at));
  advance(at);
  return out;
}

void TagReader::advance(std::size_t bytes) { rest_ = trimmed(rest_.substr(bytes)); }

}  // namespace triand::templates
