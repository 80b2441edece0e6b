#pragma once

#include <string>
#include <string_view>

namespace triand::standin {

// What a reader would see of one mail, and the name its sender gave it.
struct Mail {
  std::string reference;  // the local part of the Message-ID
  std::string subject;    // RFC 2047 words decoded
  std::string text;       // the first text/plain part, transfer encoding removed; a single part of any kind
};

// Reads RFC 5322 with MIME (nested multiparts, base64, quoted-printable; UTF-8 is assumed). Never fails: what cannot
// be understood stays as it came.
[[nodiscard]] Mail parse_mail(std::string_view raw);

// The local part of the Message-ID alone, without looking at the body.
[[nodiscard]] std::string mail_reference(std::string_view raw);

}  // namespace triand::standin
