#pragma once

#include <string>
#include <string_view>

#include "daemon/domain/reason.hpp"

namespace triand::domain {

// What a cell with an email address says. An empty cell is no fault: no address and no reason.
struct EmailReading {
  std::string address;          // the domain in lower case; empty when there is none or it cannot be used
  Reason fault = Reason::none;  // none or bad_email
  bool cleaned = false;         // invisible characters were taken out
};

// Reads one address strictly: `dot-atom@domain` of RFC 5322 and RFC 1035 in ASCII, one @, at most 64 + 1 + 189
// bytes, a domain of two or more labels. No quoted local parts, no comments, no address literals, no display
// names and above all no CR or LF: libcurl 7.88 would let them through into the SMTP envelope.
// The mailbox as it is compared: in lower case. RFC 5321 lets a host tell An from an; none that customers use does.
[[nodiscard]] std::string fold_email(std::string_view address);

[[nodiscard]] EmailReading read_email_address(std::string_view cell);

}  // namespace triand::domain
