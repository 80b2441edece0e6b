#include "channels/letter/address_block.hpp"

#include <utility>

#include "templates/text_lines.hpp"

namespace triand::channels::letter {
namespace {

Paragraph headed(const std::string& head, std::string rest) {
  Paragraph paragraph{.text = head, .bold = {}};
  if (!head.empty()) paragraph.bold.push_back({.from = 0, .to = head.size()});
  if (!head.empty() && !rest.empty()) paragraph.text += '\n';
  paragraph.text += rest;
  return paragraph;
}

}  // namespace

Paragraph address_block(const Letter& letter) {
  const PostalAddress& printed = letter.printed;
  std::string lines = printed.lines;
  if (!printed.province.empty()) lines += (lines.empty() ? "" : "\n") + printed.province;
  return headed(letter.name, std::move(lines));
}

Paragraph sender_block(const std::string& unit_name, const std::vector<std::string>& sender_address) {
  return headed(unit_name, templates::joined(sender_address, "\n"));
}

}  // namespace triand::channels::letter
