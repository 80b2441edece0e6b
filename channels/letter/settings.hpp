#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

#include "config/block.hpp"

namespace triand::channels::letter {

// What a letter channel is told by its block.
struct Settings {
  std::string directory;  // absolute; outbox/ and rendering/ are made in it
  std::size_t batch = 500;
  std::chrono::minutes cut_off{16 * 60};    // after midnight in Vietnam
  std::vector<std::string> sender_address;  // lines, NFC, may be empty
};

// Reads directory, batch, cut_off and sender_address; faults go to the block's problems.
[[nodiscard]] Settings read_settings(config::Block& block);

}  // namespace triand::channels::letter
