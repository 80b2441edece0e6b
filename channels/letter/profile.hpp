#pragma once

#include <optional>

#include "channels/letter/geometry.hpp"
#include "config/block.hpp"

namespace triand::channels::letter {

// Where things stand on a letter, as agreed with the print house: one file in the gateways folder, in millimetres from
// the page's top left corner; in points here. Without a file this one holds. Its address box lies inside the windows
// of DIN 5008 form B (DL envelopes) and of C5; no Vietnamese standard is known, so the print house confirms it.
struct Profile {
  Box address{mm(22), mm(48), mm(105), mm(85)};
  // Must stay blank but for the address, or something else shows through the window.
  Box blank{mm(15), mm(38), mm(120), mm(92)};
  Box sender{mm(125), mm(15), mm(190), mm(84)};
  Box date{mm(122), mm(86), mm(190), mm(93)};
  Box first_body{mm(22), mm(98), mm(190), mm(276)};
  Box next_body{mm(22), mm(22), mm(190), mm(276)};
  Box foot{mm(22), mm(280), mm(190), mm(290)};
  double body_size = 13;  // points; Decree 30/2020: Times New Roman 13 to 14
  double address_size = 11;
  double sender_size = 9.5;
  double date_size = 11;
  double foot_size = 7;
  // The side of one module of the reference's DataMatrix at the left of `foot`; 0: none.
  double module = 1;
  unsigned pages = 10;  // of one letter at most, its second page among them
  bool duplex = false;  // printed on both sides: each letter begins on a new sheet
};

// Reads such a file; what is wrong with it goes to the block's problems, and nothing comes back.
[[nodiscard]] std::optional<Profile> read_profile(config::Block block);

}  // namespace triand::channels::letter
