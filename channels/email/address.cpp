#include "channels/email/address.hpp"

#include <algorithm>
#include <array>
#include <memory>

#include <unicode/uidna.h>

#include "channels/email/ascii.hpp"
#include "channels/email/header_guard.hpp"

namespace triand::channels::email {
namespace {

constexpr std::size_t kMaxLocalPart = 64;
constexpr std::size_t kMaxDomain = 255;
constexpr std::size_t kMaxLabel = 63;

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// RFC 5322 atext.
bool is_atom_character(char c) {
  return is_letter_or_digit(c) || std::string_view("!#$%&'*+-/=?^_`{|}~").find(c) != std::string_view::npos;
}

bool is_local_part(std::string_view text) {
  if (text.empty() || text.size() > kMaxLocalPart || text.front() == '.' || text.back() == '.') return false;
  if (text.find("..") != std::string_view::npos) return false;
  return std::all_of(text.begin(), text.end(), [](char c) { return c == '.' || is_atom_character(c); });
}

bool is_label(std::string_view text) {
  if (text.empty() || text.size() > kMaxLabel || text.front() == '-' || text.back() == '-') return false;
  return std::all_of(text.begin(), text.end(), [](char c) { return c == '-' || is_letter_or_digit(c); });
}

bool is_domain(std::string_view text) {
  if (text.size() > kMaxDomain) return false;
  std::size_t labels = 0;
  while (true) {
    const std::size_t dot = text.find('.');
    if (!is_label(text.substr(0, dot))) return false;
    ++labels;
    if (dot == std::string_view::npos) break;
    text.remove_prefix(dot + 1);
  }
  return labels >= 2;
}

std::optional<std::string> to_punycode(std::string_view domain) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UIDNA, decltype(&uidna_close)> idna(
      uidna_openUTS46(
          UIDNA_USE_STD3_RULES | UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ | UIDNA_NONTRANSITIONAL_TO_ASCII,
          &status),
      &uidna_close);
  if (U_FAILURE(status) || domain.size() > kMaxDomain * 4) return std::nullopt;
  UIDNAInfo info = UIDNA_INFO_INITIALIZER;
  std::array<char, kMaxDomain + 1> out{};
  const std::int32_t length =
      uidna_nameToASCII_UTF8(idna.get(), domain.data(), static_cast<std::int32_t>(domain.size()), out.data(),
                             static_cast<std::int32_t>(out.size()), &info, &status);
  if (U_FAILURE(status) || info.errors != 0 || length > static_cast<std::int32_t>(kMaxDomain))
    return std::nullopt;
  return std::string(out.data(), static_cast<std::size_t>(length));
}

}  // namespace

std::optional<std::string> usable_address(std::string_view text) {
  if (!safe_header_value(text)) return std::nullopt;
  const std::size_t at = text.rfind('@');
  if (at == std::string_view::npos || !is_local_part(text.substr(0, at))) return std::nullopt;
  std::string domain(text.substr(at + 1));
  const bool ascii = std::all_of(domain.begin(), domain.end(), [](char c) { return (c & 0x80) == 0; });
  if (!ascii) {
    std::optional<std::string> converted = to_punycode(domain);
    if (!converted) return std::nullopt;
    domain = std::move(*converted);
  }
  if (!is_domain(domain)) return std::nullopt;
  return std::string(text.substr(0, at + 1)) + domain;
}

std::string_view domain_of(std::string_view address) { return address.substr(address.rfind('@') + 1); }

std::optional<Mailbox> parse_mailbox(std::string_view text) {
  if (!safe_header_value(text)) return std::nullopt;
  text = trimmed(text);
  std::string_view name;
  std::string_view address = text;
  if (!text.empty() && text.back() == '>') {
    const std::size_t open = text.find('<');
    if (open == std::string_view::npos) return std::nullopt;
    name = trimmed(text.substr(0, open));
    address = text.substr(open + 1, text.size() - open - 2);
  }
  if (name.size() >= 2 && name.front() == '"' && name.back() == '"') name = name.substr(1, name.size() - 2);
  if (name.find_first_of("<>\"\\") != std::string_view::npos) return std::nullopt;
  std::optional<std::string> usable = usable_address(address);
  if (!usable) return std::nullopt;
  return Mailbox{std::string(name), std::move(*usable)};
}

}  // namespace triand::channels::email
