#pragma once

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace triand::plan {

using Words = std::set<std::string, std::less<>>;

// Without the spaces at its ends; the parts between separators, each so cut, empty ones too.
[[nodiscard]] std::string_view without_spaces(std::string_view text);
[[nodiscard]] std::vector<std::string> split(std::string_view text, char separator);

// For fault messages: "one, two, three", and what to do about a word that is not among them:
// "; did you mean `two`?" or "; expected one of one, two, three".
[[nodiscard]] std::string listed(const Words& words);
[[nodiscard]] std::string remedy(std::string_view word, const Words& known);

}  // namespace triand::plan
