#pragma once

#include <string>
#include <string_view>

#include "daemon/domain/hold_reason.hpp"
#include "daemon/server/console/phrase.hpp"

namespace triand::server {

// Why something does not move just now: a whole sentence.
[[nodiscard]] std::string_view hold_sentence(domain::HoldReason reason, Language language);

// The same for the word of a document's `reason`, which may be a hold's or a reason's; `otherwise` for one that is
// neither, as a channel may have its own. Empty for none.
[[nodiscard]] std::string standing_sentence(std::string_view word, std::string_view otherwise,
                                            Language language);

}  // namespace triand::server
