#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/block.hpp"

namespace triand::channels {

// What must be so in a gateway's words for a rule to hold: fields with the value they have ("100"), a number they have
// at least (">=64") or are below ("<64"), or that they have any value at all ("*"). All of them.
class Condition {
 public:
  // A field's text by its name, or nullopt.
  using Fields = std::function<std::optional<std::string>(std::string_view)>;

  // Reads the mapping at `key`: field names and values. It must be there and not empty.
  static Condition read(config::Block& block, std::string_view key);
  // The same of a block that is nothing else.
  static Condition read(config::Block& tests);

  [[nodiscard]] bool holds(const Fields& fields) const;

 private:
  struct Test {
    std::string field;
    enum class Kind { equal, at_least, below, any } kind = Kind::equal;
    std::string equals;
    double bound = 0;
  };
  std::vector<Test> tests_;
};

}  // namespace triand::channels
