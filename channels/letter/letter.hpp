#pragma once

#include <string>
#include <vector>

#include "channels/envelope.hpp"
#include "channels/letter/postal_address.hpp"

namespace triand::channels::letter {

// One letter to be printed. All text is NFC UTF-8.
struct Letter {
  std::string reference;
  std::string name;
  std::string address;   // as it came, in lines
  std::string province;  // the list's column
  std::string unit_name;
  std::string text;  // paragraphs parted by blank lines, **bold**
  std::string language;
  bool test = false;
  PostalAddress printed;  // what `address` and `province` come to
};

// NFC whatever the envelope holds: both text layer and shaping are wrong with decomposed marks.
[[nodiscard]] Letter letter_of(const Envelope& envelope, const templates::CommuneTable* communes,
                               Districts without_table = Districts::unclear);

// The order of a batch: province, commune, street (Vietnamese alphabet), reference; by what is printed.
void sort_for_post(std::vector<Letter>& letters);

}  // namespace triand::channels::letter
