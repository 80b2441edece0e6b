#pragma once

#include <string>
#include <utility>

namespace triand::config {

// A value that must never be printed or logged. It has no operator<< and no formatter on purpose; whoever needs
// the characters says so by name.
class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string value) : value_(std::move(value)) {}

  [[nodiscard]] const std::string& reveal() const { return value_; }
  [[nodiscard]] bool empty() const { return value_.empty(); }

 private:
  std::string value_;
};

}  // namespace triand::config
