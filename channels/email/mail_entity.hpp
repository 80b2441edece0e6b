#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace triand::channels::email {

// One header field, unfolded: the name in lower case, the value without blanks around it.
struct MailField {
  std::string name;
  std::string value;
};

using MailFields = std::vector<MailField>;

// The value of the first field of that (lower case) name, or empty.
[[nodiscard]] std::string_view field_of(const MailFields& fields, std::string_view name);

// A mail, or a part of one (RFC 5322, RFC 2045): its fields, and its body as it came, which is part of the text given.
struct MailEntity {
  MailFields fields;
  std::string_view body;
};

// Reads whatever it is given: lines may end in LF or CRLF, and a line that is no field is passed over. Nothing throws.
[[nodiscard]] MailEntity read_entity(std::string_view text);

// Blocks of fields parted by blank lines, as in a delivery status (RFC 3464 section 2.1).
[[nodiscard]] std::vector<MailFields> read_field_blocks(std::string_view text);

// A Content-Type, in lower case but for its parameters' values.
struct ContentType {
  std::string type;  // "multipart/report"
  std::map<std::string, std::string> parameters;
};

[[nodiscard]] ContentType read_content_type(std::string_view value);

// The parts between the boundaries of a multipart body; an end that is missing is the body's.
[[nodiscard]] std::vector<std::string_view> parts_of(std::string_view body, std::string_view boundary);

// The body with its Content-Transfer-Encoding (base64 or quoted-printable) taken away.
[[nodiscard]] std::string decoded_body(const MailEntity& entity);

}  // namespace triand::channels::email
