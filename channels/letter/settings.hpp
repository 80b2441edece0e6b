#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>

#include "channels/letter/commune_table.hpp"
#include "channels/letter/postal_address.hpp"
#include "channels/letter/stationery.hpp"
#include "config/block.hpp"

namespace triand::channels::letter {

// What a letter channel is told by its block.
struct Settings {
  std::string directory;  // absolute; outbox/, rendering/ and journal/ are made in it
  std::size_t batch = 500;
  std::chrono::minutes cut_off{16 * 60};  // after midnight in Vietnam
  Stationery stationery;
  std::shared_ptr<const CommuneTable> communes;  // what the old communes became; may be null
  Districts districts = Districts::unclear;      // where it is
};

// Reads a letter channel's own keys and the files they name (`gateways`: the folder of descriptions); faults go to the
// block's problems.
[[nodiscard]] Settings read_settings(config::Block& block, const std::string& gateways);

}  // namespace triand::channels::letter
