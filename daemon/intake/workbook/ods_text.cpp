#include "daemon/intake/workbook/ods_text.hpp"

#include <algorithm>
#include <charconv>

namespace triand::intake {
namespace {

constexpr std::size_t kMostSpaces = 1000;

}  // namespace

void OdsText::begin(std::size_t depth) {
  cell_at_ = depth;
  paragraphs_ = 0;
  in_paragraph_ = false;
  left_out_at_ = 0;
  text_.clear();
}

void OdsText::start(std::string_view name, const XmlAttributes& attributes, std::size_t depth) {
  if (depth == cell_at_ + 1) {
    in_paragraph_ = name == "p";
    if (in_paragraph_ && paragraphs_++ > 0) text_ += '\n';
    return;
  }
  if (!in_paragraph_ || left_out_at_ != 0) return;
  if (name == "s") {
    std::size_t count = 1;
    const std::string_view number = attributes.get("c");
    std::from_chars(number.data(), number.data() + number.size(), count);
    text_.append(std::min(count, kMostSpaces), ' ');
  } else if (name == "tab") {
    text_ += '\t';
  } else if (name == "line-break") {
    text_ += '\n';
  } else if (name == "annotation" || name == "ruby-text" || name == "frame") {
    left_out_at_ = depth;
  }
}

void OdsText::end(std::size_t depth) {
  if (depth == left_out_at_) left_out_at_ = 0;
  if (depth == cell_at_ + 1) in_paragraph_ = false;
}

void OdsText::add(std::string_view piece) {
  if (in_paragraph_ && left_out_at_ == 0 && text_.size() <= most_) text_ += piece;
}

}  // namespace triand::intake
