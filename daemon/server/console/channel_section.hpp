#pragma once

#include <string>
#include <string_view>

#include <boost/json/object.hpp>

#include "daemon/server/console/html.hpp"
#include "daemon/server/console/phrase.hpp"

namespace triand::server {

// How one channel of triand.channels/v1 stands: why, since when, rate, what waits and what is on its way, quota, trouble.
void put_standing(Html& html, const boost::json::object& channel, Language language);

// Where a channel's page is.
[[nodiscard]] std::string channel_address(std::string_view name);

}  // namespace triand::server
