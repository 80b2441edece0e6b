#include "channels/letter/address_block.hpp"

#include <utility>

#include "channels/letter/text_lines.hpp"
#include "templates/vietnamese.hpp"

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
  std::string lines = letter.address;
  const bool named =
      templates::to_lower(lines).find(templates::to_lower(letter.province)) != std::string::npos;
  if (!named) lines += "\n" + letter.province;
  return headed(letter.name, std::move(lines));
}

Paragraph sender_block(const std::string& unit_name, const std::vector<std::string>& sender_address) {
  return headed(unit_name, joined(sender_address, "\n"));
}

}  // namespace triand::channels::letter
