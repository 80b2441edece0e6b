#pragma once

#include <string>
#include <vector>

#include "daemon/store/reader.hpp"

namespace triand::server {

// "channel sms, unit PA05 (by an; wrong sender)": what one pause holds back.
[[nodiscard]] std::string pause_words(const store::PauseRow& pause);

// What is held back of a campaign, pauses of every campaign included: "nothing of it is paused" or a list.
[[nodiscard]] std::string paused_words(const std::vector<store::PauseRow>& pauses, std::int64_t campaign);

}  // namespace triand::server
