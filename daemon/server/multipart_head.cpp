#include "daemon/server/multipart_head.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include <boost/beast/core/string.hpp>

namespace triand::server {
namespace {

constexpr std::size_t kLongestBoundary = 70;

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_token(std::string_view text) {
  static constexpr std::string_view kOthers = "!#$%&'*+-.^_`|~";
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return is_letter_or_digit(c) || kOthers.find(c) != kOthers.npos;
  });
}

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == '\x7F'; }

// Whatever the case of its letters. Not iequals: that of Beast 1.81 looks at the character behind the end.
bool same_word(std::string_view a, std::string_view b) {
  const boost::beast::iless comes_before;
  return !comes_before(a, b) && !comes_before(b, a);
}

void drop_blanks(std::string_view& text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
}

std::string_view trimmed(std::string_view text) {
  drop_blanks(text);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// Up to the quote that ends it. Browsers write a quote as %22, others as \"; any other backslash is itself, as in the
// paths that old browsers sent.
std::optional<std::string> take_quoted(std::string_view& text) {
  std::string out;
  for (std::size_t at = 1; at < text.size(); ++at) {
    if (text[at] == '"') {
      text.remove_prefix(at + 1);
      return out;
    }
    if (text[at] == '\\' && at + 1 < text.size() && text[at + 1] == '"') ++at;
    out += text[at];
  }
  return std::nullopt;
}

std::string take_token(std::string_view& text) {
  const std::size_t end = std::min(text.find_first_of("; \t"), text.size());
  std::string out(text.substr(0, end));
  text.remove_prefix(end);
  return out;
}

using Parameters = std::map<std::string, std::string, boost::beast::iless>;

// "; name=value; name="value"".
std::optional<Parameters> read_parameters(std::string_view text, bool quoted_only) {
  Parameters out;
  for (text = trimmed(text); !text.empty(); drop_blanks(text)) {
    if (text.front() != ';') return std::nullopt;
    text.remove_prefix(1);
    drop_blanks(text);
    const std::size_t equals = std::min(text.find('='), text.size());
    const std::string name(text.substr(0, equals));
    if (!is_token(name) || equals == text.size()) return std::nullopt;
    text.remove_prefix(equals + 1);
    const bool quoted = text.starts_with('"');
    if (!quoted && quoted_only) return std::nullopt;
    const auto value = quoted ? take_quoted(text) : std::optional(take_token(text));
    if (!value || (!quoted && value->empty()) || !out.emplace(name, *value).second) return std::nullopt;
  }
  return out;
}

// "text/csv" of "text/csv; charset=utf-8"; what follows is left in `value`.
std::string_view take_word(std::string_view& value) {
  const std::size_t end = std::min(value.find(';'), value.size());
  const std::string_view word = trimmed(value.substr(0, end));
  value.remove_prefix(end);
  return word;
}

std::optional<MultipartHead> read_disposition(std::string_view value) {
  if (!same_word(take_word(value), "form-data")) return std::nullopt;
  auto parameters = read_parameters(value, true);
  if (!parameters || parameters->contains("filename*")) return std::nullopt;
  const auto name = parameters->find("name");
  if (name == parameters->end() || name->second.empty()) return std::nullopt;
  MultipartHead out;
  out.name = std::move(name->second);
  if (const auto file = parameters->find("filename"); file != parameters->end()) {
    const std::size_t slash = file->second.find_last_of("/\\");
    out.file_name = slash == std::string::npos ? file->second : file->second.substr(slash + 1);
  }
  return out;
}

}  // namespace

std::optional<MultipartHead> read_multipart_head(std::string_view lines) {
  std::optional<MultipartHead> out;
  bool type_seen = false;
  while (!lines.empty()) {
    const std::size_t end = lines.find("\r\n");
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view line = lines.substr(0, end);
    lines.remove_prefix(end + 2);
    if (std::any_of(line.begin(), line.end(), [](char c) { return is_control(c) && c != '\t'; }))
      return std::nullopt;
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) return std::nullopt;
    const std::string_view name = line.substr(0, colon);
    std::string_view value = trimmed(line.substr(colon + 1));
    if (same_word(name, "Content-Disposition")) {
      if (out) return std::nullopt;
      out = read_disposition(value);
      if (!out) return std::nullopt;
    } else if (same_word(name, "Content-Type")) {
      if (std::exchange(type_seen, true) || same_word(value.substr(0, 10), "multipart/")) return std::nullopt;
    } else if (same_word(name, "Content-Transfer-Encoding")) {
      return std::nullopt;
    }
  }
  return out;
}

std::optional<std::string> multipart_boundary(std::string_view content_type) {
  static constexpr std::string_view kMarks = "'()+_,-./:=? ";
  std::string_view rest = trimmed(content_type);
  if (!same_word(take_word(rest), "multipart/form-data")) return std::nullopt;
  auto parameters = read_parameters(rest, false);
  if (!parameters || !parameters->contains("boundary")) return std::nullopt;
  std::string boundary = std::move(parameters->at("boundary"));
  const bool sound = std::all_of(boundary.begin(), boundary.end(), [](char c) {
    return is_letter_or_digit(c) || kMarks.find(c) != kMarks.npos;
  });
  if (!sound || boundary.empty() || boundary.size() > kLongestBoundary || boundary.back() == ' ')
    return std::nullopt;
  return boundary;
}

}  // namespace triand::server
