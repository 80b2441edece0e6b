#pragma once

#include <optional>
#include <string>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "daemon/server/api/letter_world.hpp"
#include "daemon/server/api_world.hpp"

namespace triand::server {

// The batches of letters, oldest first: {"batch","state","letters","created","printed","posted","returned",
// "rejected","reprint_of"} (the last only of a reprint). `state`: open, rendering, rendered, released,
// acknowledged (printer or post have spoken of some letter), posted (of every letter it is known what became of it),
// returned (the same, and some came back).
[[nodiscard]] boost::json::array letter_batches(const ApiWorld& world, const LetterWorld& letters);
[[nodiscard]] std::optional<boost::json::object> letter_batch(const ApiWorld& world,
                                                              const LetterWorld& letters,
                                                              const std::string& name);

}  // namespace triand::server
