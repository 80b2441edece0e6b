#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "daemon/intake/workbook/xml_stream.hpp"

namespace triand::intake {

// Gathers the text of one cell of an .ods: paragraphs on lines of their own, spaces and breaks that have tags; notes and
// drawings in the cell do not belong to it. Keeps no more than `most` bytes and one piece.
class OdsText {
 public:
  explicit OdsText(std::size_t most) : most_(most) {}

  // At the cell's depth.
  void begin(std::size_t depth);
  void start(std::string_view name, const XmlAttributes& attributes, std::size_t depth);
  void end(std::size_t depth);
  void add(std::string_view piece);
  [[nodiscard]] std::string_view text() const { return text_; }

 private:
  std::size_t most_;
  std::size_t cell_at_ = 0;
  std::size_t paragraphs_ = 0;
  bool in_paragraph_ = false;
  std::size_t left_out_at_ = 0;  // the depth of what is left out; 0: nothing
  std::string text_;
};

}  // namespace triand::intake
