#pragma once

#include <vector>

#include <boost/json/array.hpp>

#include "daemon/server/api/channel_document.hpp"
#include "daemon/server/api_world.hpp"

namespace triand::server {

// What a person must see to, most urgent first; each {"what","since","remedy"}, both sentences, since null
// when nobody knows: nothing can be recorded, the database is not adopted, stopped channels, holds that do
// not end by themselves, doubts that wait for a decision. For whoever says it in other words each also has "kind"
// (not_recording, not_adopted, stopped, held, trouble, in_doubt), "channel", "campaign" and "reason" (empty: of all, or
// none) and "count". `campaigns` are those of campaign_entries().
[[nodiscard]] boost::json::array attention(const ApiWorld& world, const ServiceNow& service,
                                           const std::vector<ChannelView>& channels,
                                           const std::vector<store::PauseRow>& pauses,
                                           const boost::json::array& campaigns);

}  // namespace triand::server
