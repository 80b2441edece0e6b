#pragma once

#include <string>
#include <string_view>

#include "daemon/domain/delivery_state.hpp"
#include "daemon/domain/reason.hpp"
#include "daemon/schedule/time_zone.hpp"
#include "daemon/server/console/phrase.hpp"
#include "daemon/server/role.hpp"

namespace triand::server {

// The words of the service as the console says them.

// "tin SMS", "thư", by a channel's kind; by the channel's name where the kind says nothing to a customer.
[[nodiscard]] std::string message_noun(std::string_view channel_kind, std::string_view channel,
                                       Language language);
[[nodiscard]] std::string_view state_words(domain::DeliveryState state, Language language);
// Of a delivery's history (API, `event`); one that is not known stays as it is.
[[nodiscard]] std::string_view event_words(std::string_view event, Language language);
[[nodiscard]] std::string_view role_words(Role role, Language language);
// A whole sentence; empty for none.
[[nodiscard]] std::string_view reason_sentence(domain::Reason reason, Language language);
// What to do about it now; may be empty.
[[nodiscard]] std::string_view reason_next(domain::Reason reason, Language language);

// "09:02 ngày 19/12/2026", "09:02 on 19/12/2026".
[[nodiscard]] std::string time_words(schedule::WallTime time, const schedule::TimeZone& zone,
                                     Language language);
// "19/12/2026 09:02" of what schedule::local_time() wrote; anything else stays as it is.
[[nodiscard]] std::string short_time(std::string_view local_time);

// With its first letter, if it is one of ASCII, as a capital.
[[nodiscard]] std::string capitalised(std::string words);

}  // namespace triand::server
