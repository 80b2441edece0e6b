#include "channels/email/mail_entity.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

#include "channels/email/ascii.hpp"

namespace triand::channels::email {
namespace {

// Takes the next line off the text, without its end.
std::string_view take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

// Takes fields off the text, up to and with the first blank line.
MailFields take_fields(std::string_view& text) {
  MailFields fields;
  while (!text.empty()) {
    const std::string_view line = take_line(text);
    if (line.empty()) break;
    if (line.front() == ' ' || line.front() == '\t') {
      if (!fields.empty()) fields.back().value.append(" ").append(trimmed(line));
      continue;
    }
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    fields.push_back(
        {lower_case(trimmed(line.substr(0, colon))), std::string(trimmed(line.substr(colon + 1)))});
  }
  return fields;
}

// A parameter's value, quoted or not, taken off the text.
std::string take_value(std::string_view& text) {
  text = text.substr(std::min(text.find_first_not_of(" \t"), text.size()));
  std::string out;
  if (text.empty() || text.front() != '"') {
    const std::size_t end = text.find(';');
    out = trimmed(text.substr(0, end));
    text.remove_prefix(std::min(end, text.size()));
    return out;
  }
  std::size_t at = 1;
  for (; at < text.size() && text[at] != '"'; ++at) {
    if (text[at] == '\\' && at + 1 < text.size()) ++at;
    out += text[at];
  }
  text.remove_prefix(std::min(text.find(';', at), text.size()));
  return out;
}

std::optional<unsigned> hex_digit(char c) {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A') + 10;
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a') + 10;
  return std::nullopt;
}

std::string from_base64(std::string_view text) {
  constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  std::uint32_t bits = 0;
  unsigned held = 0;
  for (const char c : text) {
    const std::size_t digit = kDigits.find(c);
    if (digit == std::string_view::npos) continue;
    bits = (bits << 6 | static_cast<std::uint32_t>(digit)) & 0xFFFFFF;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    out += static_cast<char>(bits >> held & 0xFF);
  }
  return out;
}

std::string from_quoted_printable(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '=') {
      out += text[at];
      continue;
    }
    const std::size_t next = text.find_first_not_of("\r \t", at + 1);
    if (next != std::string_view::npos && text[next] == '\n') {
      at = next;
      continue;
    }
    const auto high = at + 2 < text.size() ? hex_digit(text[at + 1]) : std::nullopt;
    const auto low = high ? hex_digit(text[at + 2]) : std::nullopt;
    if (!low) {
      out += '=';
      continue;
    }
    out += static_cast<char>(*high << 4 | *low);
    at += 2;
  }
  return out;
}

}  // namespace

std::string_view field_of(const MailFields& fields, std::string_view name) {
  for (const MailField& field : fields)
    if (field.name == name) return field.value;
  return {};
}

MailEntity read_entity(std::string_view text) {
  MailEntity entity;
  entity.fields = take_fields(text);
  entity.body = text;
  return entity;
}

std::vector<MailFields> read_field_blocks(std::string_view text) {
  std::vector<MailFields> blocks;
  while (!text.empty()) {
    MailFields block = take_fields(text);
    if (!block.empty()) blocks.push_back(std::move(block));
  }
  return blocks;
}

ContentType read_content_type(std::string_view value) {
  ContentType out;
  const std::size_t end = value.find(';');
  out.type = lower_case(trimmed(value.substr(0, end)));
  value.remove_prefix(std::min(end, value.size()));
  while (!value.empty()) {
    value.remove_prefix(1);
    const std::size_t equals = value.find('=');
    if (equals == std::string_view::npos) break;
    std::string name = lower_case(trimmed(value.substr(0, equals)));
    value.remove_prefix(equals + 1);
    out.parameters.emplace(std::move(name), take_value(value));
  }
  return out;
}

std::vector<std::string_view> parts_of(std::string_view body, std::string_view boundary) {
  std::vector<std::string_view> parts;
  if (boundary.empty()) return parts;
  const std::string mark = "--" + std::string(boundary);
  const char* begin = nullptr;  // of the part that is open
  for (std::string_view rest = body; !rest.empty();) {
    const char* const line_begin = rest.data();
    const std::string_view line = take_line(rest);
    if (!line.starts_with(mark)) continue;
    const std::string_view tail = trimmed(line.substr(mark.size()));
    if (!tail.empty() && tail != "--") continue;
    if (begin != nullptr) parts.emplace_back(begin, static_cast<std::size_t>(line_begin - begin));
    begin = rest.data();
    if (tail == "--") return parts;
  }
  if (begin != nullptr)
    parts.emplace_back(begin, static_cast<std::size_t>(body.data() + body.size() - begin));
  return parts;
}

std::string decoded_body(const MailEntity& entity) {
  const std::string encoding = lower_case(field_of(entity.fields, "content-transfer-encoding"));
  if (encoding == "base64") return from_base64(entity.body);
  if (encoding == "quoted-printable") return from_quoted_printable(entity.body);
  return std::string(entity.body);
}

}  // namespace triand::channels::email
