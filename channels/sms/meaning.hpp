#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "channels/failure_class.hpp"
#include "config/block.hpp"

namespace triand::channels {

// What an answer of a gateway means to us.
struct Meaning {
  enum class Kind { refused, duplicate, in_doubt, renew };
  Kind kind = Kind::in_doubt;
  FailureClass failure = FailureClass::none;           // refused
  std::string reason;                                  // refused: one word of the list
  std::optional<std::chrono::milliseconds> wait = {};  // refused: not before that is over

  // Reads `duplicate`, `in_doubt`, `renew` (the token has run out), or a group {class, reason}.
  static Meaning read(config::Block& block, std::string_view key);
  // Reads `class` and `reason` of a group that has other keys too, or `means: renew` and its like instead of them.
  static Meaning read_group(config::Block& group);
};

// A reason word that a gateway's answer can mean; anything else is a problem.
[[nodiscard]] std::string read_reason(config::Block& block, std::string_view key);

}  // namespace triand::channels
