#pragma once

#include <string>
#include <string_view>

namespace triand::channels {

// How a value is written into a request, so that nothing in it can be taken for the request's own signs.
enum class TextForm {
  raw,
  json,     // inside a JSON string (RFC 8259, section 7), without the quotes
  url,      // percent-encoded, everything but RFC 3986's unreserved characters
  address,  // the same for the values of an address that is written out otherwise
  xml,      // inside an element or an attribute; characters that XML 1.0 does not have become spaces
};

void append_text(TextForm form, std::string_view text, std::string& out);

// Base64 without line breaks (RFC 4648, sections 4 and 5; the second without padding).
void append_base64(std::string_view bytes, std::string& out);
[[nodiscard]] std::string base64_of(std::string_view bytes);
[[nodiscard]] std::string base64_url_of(std::string_view bytes);

// Raw bytes.
[[nodiscard]] std::string hmac_sha1_of(std::string_view key, std::string_view text);
[[nodiscard]] std::string hmac_sha256_of(std::string_view key, std::string_view text);

// Lower-case hexadecimal of so many random bytes.
[[nodiscard]] std::string random_hex(std::size_t bytes);

// Whether both are the same, found out in a time that does not depend on where they differ.
[[nodiscard]] bool same_bytes(std::string_view one, std::string_view other);

}  // namespace triand::channels
