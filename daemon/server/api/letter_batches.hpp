#pragma once

#include <optional>
#include <string>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "daemon/server/api/letter_world.hpp"
#include "daemon/server/api_world.hpp"

namespace triand::server {

// The batches of letters, oldest first: {"batch","state","letters","created","closes_at","folder",
// "printed","posted","returned","rejected","reprint_of"} (the last only of a reprint). `closes_at`: an open one's cut-off,
// else null; `folder`: where it was put for the print house, or empty. `state`: open, rendering, rendered, released,
// acknowledged (printer or post have spoken of some letter), posted (of every letter it is known what became of it),
// returned (the same, and some came back).
[[nodiscard]] boost::json::array letter_batches(const ApiWorld& world, const LetterWorld& letters);
[[nodiscard]] std::optional<boost::json::object> letter_batch(const ApiWorld& world,
                                                              const LetterWorld& letters,
                                                              const std::string& name);

}  // namespace triand::server
