#pragma once

#include <string>
#include <vector>

#include "channels/letter/paragraph.hpp"
#include "channels/letter/profile.hpp"

namespace triand::channels::letter {

// Who signs: a title, a picture of the signature, a name; each may be missing.
struct Signature {
  std::string title;
  std::string name;
  std::string image;      // the bytes of a PNG
  double width = mm(40);  // of the picture, points
  [[nodiscard]] bool empty() const { return title.empty() && name.empty() && image.empty(); }
};

// What every letter of a channel has in common. All text is NFC.
struct Stationery {
  Profile profile = {};
  std::vector<std::string> sender_address = {};  // lines
  std::string place = {};                        // before the date: "Hà Nội"; may be empty
  Signature signature = {};
  std::vector<Paragraph> second_page = {};  // printed behind each letter on a page of its own, or empty
};

}  // namespace triand::channels::letter
