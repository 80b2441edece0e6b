#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <boost/json/object.hpp>

#include "daemon/server/console/phrase.hpp"

namespace triand::server {

// A campaign's plan, forecast and cost as the console says them; all of members of triand.campaign/v1.

// Of đồng: "1.234.567 đ", "VND 1,234,567".
[[nodiscard]] std::string money_words(std::int64_t dong, Language language);
// "18/12/2026 – 21/12/2026, 07:30-20:30" of `window`.
[[nodiscard]] std::string window_words(const boost::json::object& window);
// When `forecast` says that it ends, or how much does not fit.
[[nodiscard]] std::string forecast_words(const boost::json::object& forecast, Language language);
// What of a whole campaign does not fit: messages by time or money by budget, and what each channel would need. Empty
// when everything does.
[[nodiscard]] std::string shortfall_words(const boost::json::object& campaign, Language language);
// Planned, spent, what it comes to in the end and what is left of the budget, as far as `cost` tells.
[[nodiscard]] std::string cost_words(const boost::json::object& cost, Language language);
// "Kênh sms, đơn vị PA05": which part of a campaign; empty ones are every channel, every unit.
[[nodiscard]] std::string campaign_part_words(std::string_view channel, std::string_view unit,
                                              Language language);
// "lan tạm dừng lúc …", of one of a campaign's pauses.
[[nodiscard]] std::string paused_by_words(const boost::json::object& pause, Language language);
// What has changed since it was planned, and is not sent; empty: nothing. `pinned`.
[[nodiscard]] std::string changed_words(const boost::json::object& pinned, Language language);

}  // namespace triand::server
