#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "channels/letter/letter.hpp"

namespace triand::channels::letter {

// The list beside a batch's PDF: reference,sequence,page,name,address,province. UTF-8, one line a letter in the order
// of the pages; `sequence` counts letters and `page` is where a letter begins, both from 1. The address is the list's own,
// whatever of it is printed; the province is the printed one. A customer's cell that a
// spreadsheet would take for a formula gets an apostrophe in front.
class Manifest {
 public:
  Manifest();
  void add(const Letter& letter, std::size_t sequence, std::size_t page);
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::string text_;
};

// The references in a manifest's text.
[[nodiscard]] std::vector<std::string> references_in(std::string_view manifest);

}  // namespace triand::channels::letter
