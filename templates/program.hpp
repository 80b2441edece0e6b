#pragma once

#include <cstddef>
#include <string>
#include <variant>
#include <vector>

#include "templates/filter.hpp"

namespace triand::templates {

// A compiled template: instructions that run from the first to the last, jumps only forward.

struct Literal {
  std::string text;
};

struct Placeholder {
  std::size_t slot = 0;
  std::string name;  // the column, for Filled::missing
  std::vector<Filter> filters;
};

struct JumpUnless {
  std::size_t slot = 0;
  std::size_t target = 0;  // where to go on when the value is empty or means no
};

struct Jump {
  std::size_t target = 0;
};

using Instruction = std::variant<Literal, Placeholder, JumpUnless, Jump>;
using Program = std::vector<Instruction>;

}  // namespace triand::templates
