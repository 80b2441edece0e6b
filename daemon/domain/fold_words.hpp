#pragma once

#include <string>
#include <string_view>

namespace triand::domain {

// A name or an address as it compares with others: small letters, single spaces, none at the ends. Knows the letters of
// Vietnamese; `text` is UTF-8 in composed form, as customers are kept.
[[nodiscard]] std::string fold_words(std::string_view text);

}  // namespace triand::domain
