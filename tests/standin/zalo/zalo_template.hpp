#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/object.hpp>

namespace triand::standin {

// A message template registered with Zalo.
struct ZaloTemplate {
  struct Parameter {
    std::string name;
    std::size_t max_length = 200;  // code points
    bool required = true;
  };
  std::string id;
  std::string status = "ENABLE";  // ENABLE, PENDING_REVIEW, REJECT or DISABLE
  std::vector<Parameter> parameters;
};

// Reads `ID:name=30,other=200`, or `ID` alone; nothing if it is malformed.
[[nodiscard]] std::optional<ZaloTemplate> parse_template(std::string_view text);

// The error code template_data earns, or 0: -111 empty, -1124 a value that is no string, -1122 a parameter missing,
// -1121 one too long.
[[nodiscard]] int judge_template_data(const ZaloTemplate& known, const boost::json::object& data);

// The `data` of /template/info/v2.
[[nodiscard]] boost::json::object template_info(const ZaloTemplate& known);

}  // namespace triand::standin
