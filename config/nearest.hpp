#pragma once

#include <functional>
#include <set>
#include <string>
#include <string_view>

namespace triand::config {

// The known word that `word` was probably meant to be (letters swapped, missing, wrong or too many), or empty
// when none is near.
[[nodiscard]] std::string nearest_word(std::string_view word,
                                       const std::set<std::string, std::less<>>& known);

}  // namespace triand::config
