#pragma once

#include <string>
#include <vector>

#include "channels/envelope.hpp"

namespace triand::channels::letter {

// One letter to be printed. All text is NFC UTF-8.
struct Letter {
  std::string reference;
  std::string name;
  std::string address;  // lines
  std::string province;
  std::string unit_name;
  std::string text;  // paragraphs parted by blank lines, **bold**
  std::string language;
  bool test = false;
};

// NFC whatever the envelope holds: both text layer and shaping are wrong with decomposed marks.
[[nodiscard]] Letter letter_of(const Envelope& envelope);

// The order of a batch: province (Vietnamese alphabet), address, reference.
void sort_for_post(std::vector<Letter>& letters);

}  // namespace triand::channels::letter
