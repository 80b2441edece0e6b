#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace triand::server {

// The fields of a form that was sent; of a repeated one the first.
class Form {
 public:
  // Of a body that is application/x-www-form-urlencoded.
  explicit Form(std::string_view body);

  void add(std::string name, std::string value) { values_.emplace(std::move(name), std::move(value)); }
  [[nodiscard]] bool has(const std::string& name) const { return values_.contains(name); }

  // Empty: there is none of that name.
  [[nodiscard]] std::string value(const std::string& name) const;
  // The same, and taken out of here.
  [[nodiscard]] std::string take(const std::string& name);

 private:
  std::map<std::string, std::string> values_;
};

// Forms send lines with CR LF; the API is given what an editor would have written.
[[nodiscard]] std::string with_plain_lines(std::string_view text);

}  // namespace triand::server
