#pragma once

#include <string>

#include <boost/json/object.hpp>

#include "daemon/server/console/html.hpp"
#include "daemon/server/console/phrase.hpp"

namespace triand::server {

// "Tạm dừng": how a channel stands, by the API's word for it.
[[nodiscard]] std::string_view channel_state_words(std::string_view state, Language language);

// How one channel of triand.channels/v1 stands: why, since when, rate, what waits and what is on its way, quota, trouble.
void put_standing(Html& html, const boost::json::object& channel, Language language);

// Where a channel's page is.
[[nodiscard]] std::string channel_address(std::string_view name);

}  // namespace triand::server
