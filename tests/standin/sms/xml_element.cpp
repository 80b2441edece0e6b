#include "tests/standin/sms/xml_element.hpp"

#include <utility>

namespace triand::standin {
namespace {

constexpr std::pair<std::string_view, char> kEntities[] = {
    {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}, {"&amp;", '&'}};

}  // namespace

std::string xml_element(std::string_view xml, std::string_view name) {
  const std::string close = std::string("</").append(name).append(">");
  const std::string open = std::string("<").append(name).append(">");
  const std::size_t start = xml.find(open);
  const std::size_t end = xml.find(close, start);
  if (start == std::string_view::npos || end == std::string_view::npos) return {};
  std::string_view raw = xml.substr(start + open.size(), end - start - open.size());
  std::string out;
  while (!raw.empty()) {
    bool entity = false;
    for (const auto& [text, letter] : kEntities) {
      if (!raw.starts_with(text)) continue;
      out += letter;
      raw.remove_prefix(text.size());
      entity = true;
      break;
    }
    if (entity) continue;
    out += raw.front();
    raw.remove_prefix(1);
  }
  return out;
}

std::string xml_escape(std::string_view text) {
  std::string out;
  for (char letter : text) {
    std::string_view entity;
    for (const auto& [written, meant] : kEntities)
      if (meant == letter) entity = written;
    if (entity.empty())
      out += letter;
    else
      out += entity;
  }
  return out;
}

}  // namespace triand::standin
