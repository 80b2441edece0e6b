#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "daemon/domain/delivery_state.hpp"
#include "daemon/domain/recipient_state.hpp"

namespace triand::server {

// What a report says, Vietnamese first; numbers as Viet Nam writes them.

[[nodiscard]] std::string_view vietnamese(domain::RecipientState state);
[[nodiscard]] std::string_view vietnamese(domain::DeliveryState state);
[[nodiscard]] std::string_view vietnamese_campaign_state(std::string_view state);

[[nodiscard]] std::string dotted(std::int64_t number);  // 1.234.567
// "96,4 %": `part` of `whole`; "–" of nothing.
[[nodiscard]] std::string percent(std::int64_t part, std::int64_t whole);
// "4,3": the mean of that many ratings; "–" of none.
[[nodiscard]] std::string mean(std::int64_t sum, std::int64_t count);

}  // namespace triand::server
