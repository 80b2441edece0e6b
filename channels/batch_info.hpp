#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>

namespace triand::channels {

// One batch that a channel gathers or has handed over, for `letters list`.
struct BatchInfo {
  std::string name;
  std::string state;        // "open", "rendering", "released"
  std::size_t letters = 0;  // so far, while it is open
  std::chrono::system_clock::time_point created;
  std::optional<std::chrono::system_clock::time_point> closes =
      {};  // of an open one: by itself, at the latest
  // Where it was put for the print house, an absolute path; empty while it gathers. It may have been taken from there.
  std::string folder = {};
};

}  // namespace triand::channels
