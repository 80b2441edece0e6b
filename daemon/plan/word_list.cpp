#include "daemon/plan/word_list.hpp"

#include "config/nearest.hpp"

namespace triand::plan {

std::string_view without_spaces(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  for (std::size_t at = 0;;) {
    const std::size_t end = text.find(separator, at);
    parts.emplace_back(without_spaces(text.substr(at, end - at)));
    if (end == std::string_view::npos) return parts;
    at = end + 1;
  }
}

std::string listed(const Words& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

std::string remedy(std::string_view word, const Words& known) {
  if (const std::string near = config::nearest_word(word, known); !near.empty())
    return "; did you mean `" + near + "`?";
  if (known.size() == 1) return "; expected " + *known.begin();
  return known.empty() ? std::string() : "; expected one of " + listed(known);
}

}  // namespace triand::plan
