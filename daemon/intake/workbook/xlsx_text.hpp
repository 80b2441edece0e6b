#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "daemon/intake/workbook/xml_stream.hpp"

namespace triand::intake {

// Gathers a text of an .xlsx: its runs (<t>) joined, what only helps to pronounce it (<rPh>) left out. Keeps no more
// than `most` bytes and one piece.
class XlsxText {
 public:
  explicit XlsxText(std::size_t most) : most_(most) {}

  void clear();
  void start(std::string_view name);
  void end(std::string_view name);
  void add(std::string_view piece) {
    if (in_run_ && text_.size() <= most_) text_ += piece;
  }
  // With "_x000D_" and its like read as the characters that they stand for.
  [[nodiscard]] std::string_view text();

 private:
  std::size_t most_;
  std::string text_;
  bool in_run_ = false;
  bool in_phonetic_ = false;
};

}  // namespace triand::intake
