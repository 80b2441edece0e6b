#pragma once

#include <map>
#include <string>
#include <string_view>

namespace triand::server {

// The fields of a form that was sent as application/x-www-form-urlencoded; of a repeated one the first.
class Form {
 public:
  explicit Form(std::string_view body);

  // Empty: there is none of that name.
  [[nodiscard]] std::string value(const std::string& name) const;
  // The same, and taken out of here.
  [[nodiscard]] std::string take(const std::string& name);

 private:
  std::map<std::string, std::string> values_;
};

}  // namespace triand::server
