#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace triand::standin {

// One HTTP request, read to its end.
struct Request {
  std::string method;
  std::string path;   // without the query
  std::string query;  // raw, without '?'
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;

  // The first header of that name in any letter case, or empty.
  [[nodiscard]] std::string_view header(std::string_view name) const;
  // The decoded value of a query parameter, or empty.
  [[nodiscard]] std::string parameter(std::string_view name) const;
};

}  // namespace triand::standin
