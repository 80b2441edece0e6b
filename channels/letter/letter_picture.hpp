#pragma once

#include "channels/letter/letter.hpp"
#include "channels/letter/stationery.hpp"
#include "channels/letter/vietnam_time.hpp"
#include "channels/preview_file.hpp"

namespace triand::channels::letter {

// One letter as it will be printed: a PDF of its pages, and each page as a PNG of 100 dots to the inch. Any thread.
[[nodiscard]] MessagePicture draw_letter(const Letter& letter, const Stationery& stationery, Time date);

}  // namespace triand::channels::letter
