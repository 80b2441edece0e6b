#pragma once

#include <string>
#include <string_view>

#include "daemon/domain/recipient_state.hpp"
#include "daemon/server/console/phrase.hpp"

namespace triand::server {

// Words for campaigns and channels as the overview shows them.

[[nodiscard]] std::string_view bucket_words(domain::RecipientState state, Language language);
// Of `state` in triand.campaign/v1 and triand.channels/v1; a word that is not known stays as it is.
[[nodiscard]] std::string_view campaign_state_words(std::string_view state, Language language);
[[nodiscard]] std::string_view channel_state_words(std::string_view state, Language language);

// "18/12/2026" of "2026-12-18"; anything else stays as it is.
[[nodiscard]] std::string day_words(std::string_view day);

}  // namespace triand::server
