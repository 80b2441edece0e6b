#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace triand::channels::email {

// An address with the name people see: `Điện lực <tri-an@example.vn>`.
struct Mailbox {
  std::string name;     // NFC UTF-8, may be empty
  std::string address;  // a usable addr-spec, ASCII
};

// The addr-spec (RFC 5322 section 3.4.1, dot-atom form only) as it goes onto the wire, or nothing when it is not one:
// local part of ASCII atoms, 64 octets at most; domain of at least two labels, 255 octets at most, a name in other
// letters turned into punycode (IDNA 2008). Quoted local parts, address literals and comments are refused: no
// customer has them and each of them is a way to smuggle something past a server.
[[nodiscard]] std::optional<std::string> usable_address(std::string_view text);

// The part of a usable address behind the @.
[[nodiscard]] std::string_view domain_of(std::string_view address);

// `Name <address>`, `"Name" <address>` or a bare address; nothing when the name or the address is unusable.
[[nodiscard]] std::optional<Mailbox> parse_mailbox(std::string_view text);

}  // namespace triand::channels::email
