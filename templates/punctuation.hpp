#pragma once

#include <string>
#include <string_view>

namespace triand::templates {

// The text with typographic punctuation as ASCII: smart quotes, dashes, bullets, no-break and other wide spaces,
// the ellipsis; invisible characters (zero-width space, soft hyphen, direction marks) are dropped. One ’ alone
// would turn a whole SMS into UCS-2. Letters, emoji and the joiner that emoji need stay.
[[nodiscard]] std::string plain_punctuation(std::string_view text);

}  // namespace triand::templates
