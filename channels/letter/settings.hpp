#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>

#include "channels/letter/postal_address.hpp"
#include "channels/letter/stationery.hpp"
#include "channels/plugin.hpp"
#include "config/block.hpp"
#include "templates/commune_table.hpp"

namespace triand::channels::letter {

// What a letter channel is told by its block.
struct Settings {
  std::string directory;  // absolute; outbox/, rendering/ and journal/ are made in it
  std::size_t batch = 500;
  std::chrono::minutes cut_off{16 * 60};  // after midnight in Vietnam
  Stationery stationery;
  std::shared_ptr<const templates::CommuneTable> communes;  // what the old communes became; may be null
  Districts districts = Districts::unclear;                 // where it is
};

// Reads a letter channel's own keys and the files they name; `places`: the folder of descriptions, and the table of
// communes for a channel that names none of its own. Faults go to the block's problems.
[[nodiscard]] Settings read_settings(config::Block& block, const PluginPlaces& places);

}  // namespace triand::channels::letter
