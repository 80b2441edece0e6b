#pragma once

#include <cstdint>
#include <optional>

#include <boost/json/object.hpp>

#include "daemon/schedule/time_zone.hpp"

namespace triand::server {

// How many of a campaign's recipients should be through by now, if each channel had sent evenly in the window's open
// time, from when it was planned (or opened) until its plan's forecast saw it finished; what the forecast saw expire is
// not expected. `campaign`: triand.campaign/v1. nullopt: the document does not tell (limited to units), or nothing was to
// be sent. Pure.
[[nodiscard]] std::optional<std::int64_t> expected_through(const boost::json::object& campaign,
                                                           const schedule::TimeZone& zone,
                                                           schedule::WallTime now);

}  // namespace triand::server
