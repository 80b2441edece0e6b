#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace triand::server {

// What the first line of a request asks for, taken apart. What is decoded is UTF-8 whatever was sent, for it comes back
// in documents and is kept: ill-formed bytes became U+FFFD.
struct Target {
  std::string path;                   // decoded
  std::vector<std::string> segments;  // decoded, so that an encoded '/' stays inside its segment
  std::map<std::string, std::string> query;
  std::string query_text;  // as it came
};

// Reads an origin-form target ("/a/b?c=d", RFC 9112 section 3.2.1); nullopt for any other form and for broken
// percent-encoding.
[[nodiscard]] std::optional<Target> target_from(std::string_view text);

}  // namespace triand::server
