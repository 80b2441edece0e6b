#include "tests/standin/smtp/mime_part.hpp"

#include <algorithm>
#include <cctype>

#include "tests/standin/coding/digest.hpp"
#include "tests/standin/coding/quoted_printable.hpp"

namespace triand::standin {
namespace {

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& letter : result) letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
  return result;
}

std::string_view trim(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n";
  std::size_t first = text.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

// Takes one line off the front, without its line end.
std::string_view take_line(std::string_view& rest) {
  std::size_t end = rest.find('\n');
  std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

}  // namespace

MimePart split_part(std::string_view raw) {
  MimePart part;
  std::string* last = nullptr;
  while (!raw.empty()) {
    std::string_view line = take_line(raw);
    if (line.empty()) break;
    if ((line.front() == ' ' || line.front() == '\t') && last != nullptr) {
      *last += ' ' + std::string(trim(line));
      continue;
    }
    std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    auto [header, is_new] =
        part.headers.try_emplace(lower(trim(line.substr(0, colon))), trim(line.substr(colon + 1)));
    last = is_new ? &header->second : nullptr;
  }
  part.body = raw;
  return part;
}

std::string MimePart::header(const std::string& name) const {
  auto found = headers.find(name);
  return found == headers.end() ? std::string() : found->second;
}

std::string MimePart::content_type() const {
  std::string value = header("content-type");
  std::string type = lower(trim(value.substr(0, value.find(';'))));
  return type.empty() ? "text/plain" : type;
}

std::string MimePart::content_parameter(std::string_view name) const {
  std::string value = header("content-type");
  std::size_t at = lower(value).find(std::string(name) + '=');
  if (at == std::string::npos) return {};
  std::string_view rest = std::string_view(value).substr(at + name.size() + 1);
  if (rest.starts_with('"')) return std::string(rest.substr(1, rest.find('"', 1) - 1));
  return std::string(trim(rest.substr(0, rest.find(';'))));
}

std::string MimePart::decoded_body() const {
  std::string encoding = lower(trim(header("content-transfer-encoding")));
  if (encoding == "base64") return base64_decode(body);
  if (encoding == "quoted-printable") return quoted_printable_decode(body);
  return std::string(body);
}

std::vector<std::string_view> split_multipart(std::string_view body, std::string_view boundary) {
  std::vector<std::string_view> parts;
  std::string mark = "--" + std::string(boundary);
  std::string_view rest = body;
  const char* start = nullptr;
  while (!rest.empty()) {
    const char* line_start = rest.data();
    std::string_view line = take_line(rest);
    if (!line.starts_with(mark)) continue;
    if (start != nullptr) parts.emplace_back(start, static_cast<std::size_t>(line_start - start));
    if (line.starts_with(mark + "--")) break;
    start = rest.data();
  }
  return parts;
}

}  // namespace triand::standin
