#pragma once

#include <string>

#include "channels/letter/handles.hpp"

namespace triand::channels::letter {

// A PNG as a surface to draw; null when the bytes are none.
[[nodiscard]] Handle<cairo_surface_t> read_png(const std::string& bytes);

}  // namespace triand::channels::letter
