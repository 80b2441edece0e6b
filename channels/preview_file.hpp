#pragma once

#include <string>
#include <vector>

namespace triand::channels {

// What a message looks like where its text does not show it: a letter's pages.
struct PreviewFile {
  std::string name;  // "letter.pdf", "page-1.png"
  std::string bytes;
};

struct MessagePicture {
  std::vector<PreviewFile> files;
  std::string fault;  // why it cannot be made as it is, or empty
};

}  // namespace triand::channels
