#include "channels/letter/paragraph.hpp"

#include "templates/text_lines.hpp"

namespace triand::channels::letter {
namespace {

constexpr std::string_view kBold = "**";

Paragraph with_bold(std::string_view source) {
  Paragraph paragraph;
  while (true) {
    const std::size_t open = source.find(kBold);
    const std::size_t close = open == std::string_view::npos ? open : source.find(kBold, open + kBold.size());
    if (close == std::string_view::npos) break;
    paragraph.text += source.substr(0, open);
    const std::size_t from = paragraph.text.size();
    paragraph.text += source.substr(open + kBold.size(), close - open - kBold.size());
    if (paragraph.text.size() > from) paragraph.bold.push_back({.from = from, .to = paragraph.text.size()});
    source.remove_prefix(close + kBold.size());
  }
  paragraph.text += source;
  return paragraph;
}

}  // namespace

std::vector<Paragraph> paragraphs_of(std::string_view text) {
  std::vector<Paragraph> paragraphs;
  std::string gathered;
  const auto flush = [&paragraphs, &gathered] {
    const std::string source = templates::joined(templates::lines_of(gathered), "\n");
    if (!source.empty()) paragraphs.push_back(with_bold(source));
    gathered.clear();
  };
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) flush();
    gathered += line;
    gathered += '\n';
  }
  flush();
  return paragraphs;
}

}  // namespace triand::channels::letter
