#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace triand::server {

// What the first line of a request asks for, taken apart.
struct Target {
  std::string path;                   // decoded
  std::vector<std::string> segments;  // decoded, so that an encoded '/' stays inside its segment
  std::map<std::string, std::string> query;
  std::string query_text;
};

// Reads an origin-form target ("/a/b?c=d", RFC 9112 section 3.2.1); nullopt for any other form and for broken
// percent-encoding.
[[nodiscard]] std::optional<Target> target_from(std::string_view text);

}  // namespace triand::server
