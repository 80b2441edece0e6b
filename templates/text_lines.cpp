#include "templates/text_lines.hpp"

namespace triand::templates {

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = text.find_first_of("\r\n");
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    const std::size_t first = line.find_first_not_of(" \t");
    if (first == std::string_view::npos) continue;
    line = line.substr(first, line.find_last_not_of(" \t") - first + 1);
    lines.emplace_back(line);
  }
  return lines;
}

std::string joined(const std::vector<std::string>& lines, std::string_view joint) {
  std::string out;
  for (const std::string& line : lines) {
    if (!out.empty()) out += joint;
    out += line;
  }
  return out;
}

}  // namespace triand::templates
