#pragma once

#include <map>
#include <set>
#include <string>

#include <boost/json/object.hpp>

#include "daemon/store/reader.hpp"

namespace triand::server {

// `total` and then every bucket, those that are empty too; the total is their sum.
[[nodiscard]] boost::json::object recipients_object(
    const std::map<domain::RecipientState, std::int64_t>& buckets);

// Every channel of `used` and of the counters, each with all states.
[[nodiscard]] boost::json::object channels_object(const store::CampaignCounts& counts,
                                                  const std::set<std::string>& used);

// The names of the channels that a campaign has messages for.
[[nodiscard]] std::set<std::string> channels_of(store::Reader& reader, std::int64_t campaign);

}  // namespace triand::server
