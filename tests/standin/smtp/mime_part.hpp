#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace triand::standin {

// Headers and body of a mail or of one part of it.
struct MimePart {
  std::map<std::string, std::string> headers;  // names in lower case, values unfolded; the first of each name
  std::string_view body;                       // into the text that was split

  [[nodiscard]] std::string header(const std::string& name) const;
  // The value of a parameter of Content-Type, without quotes; or empty.
  [[nodiscard]] std::string content_parameter(std::string_view name) const;
  // "text/plain" and the like, in lower case; text/plain when there is none.
  [[nodiscard]] std::string content_type() const;
  // The body with its Content-Transfer-Encoding removed.
  [[nodiscard]] std::string decoded_body() const;
};

[[nodiscard]] MimePart split_part(std::string_view raw);

// The parts between the boundary lines of a multipart body.
[[nodiscard]] std::vector<std::string_view> split_multipart(std::string_view body, std::string_view boundary);

}  // namespace triand::standin
