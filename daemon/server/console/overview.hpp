#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "daemon/schedule/time_zone.hpp"
#include "daemon/server/api_error.hpp"
#include "daemon/server/caller.hpp"
#include "daemon/server/console/api_door.hpp"

namespace triand::server {

// What the overview shows, as the API tells it to whoever asks.
struct Overview {
  struct Campaign {
    boost::json::object document;  // triand.campaign/v1
    std::optional<std::int64_t>
        expected;  // how many should be through by now; nullopt: unknown, or it is over
  };

  // Those that are approved, running or paused, the newest first; where there is none, the newest that is over.
  std::vector<Campaign> campaigns;
  std::size_t not_shown = 0;  // further ones of these
  // Whoever is limited to units is told of these alone: channels and what needs attention are of the whole service.
  bool limited = false;
  boost::json::array channels;                     // of triand.status/v1
  boost::json::array attention;                    // the same
  std::optional<ApiError> refused = std::nullopt;  // the API's, and nothing else is known
};

// More stand on the page only as a number: each costs a forecast.
inline constexpr std::size_t kMostCampaigns = 6;

// Reads counters, and reckons a forecast for each campaign that is under way, whatever its size.
[[nodiscard]] Overview overview_for(const ApiDoor& api, const Caller& caller, const schedule::TimeZone& zone,
                                    schedule::WallTime now);

// The ids of those to be shown, of campaigns as in triand.status/v1, newest first. Pure.
[[nodiscard]] std::vector<std::string> campaigns_to_show(const boost::json::array& campaigns);

// Whether it may still send.
[[nodiscard]] bool is_under_way(std::string_view state);

}  // namespace triand::server
