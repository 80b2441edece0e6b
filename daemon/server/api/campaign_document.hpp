#pragma once

#include <optional>
#include <string>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "daemon/server/api_world.hpp"

namespace triand::server {

// The documents of campaigns (contract, section 3). All numbers of one document belong to one moment. Neither
// may be called while a Snapshot of the reader lives.

// triand.campaign/v1 with everything there is to tell; nullopt when there is no such campaign.
[[nodiscard]] std::optional<boost::json::object> campaign_document(const ApiWorld& world,
                                                                   store::Reader& reader,
                                                                   const std::string& id);

// The same for whoever knows that there is one. Throws store::NotFound.
[[nodiscard]] boost::json::object known_campaign_document(const ApiWorld& world, const std::string& id);

// Each campaign with the members that the contract promises of triand.campaign/v1, newest first.
[[nodiscard]] boost::json::array campaign_entries(const ApiWorld& world, store::Reader& reader);

// The campaign's title, for people; empty if its file names none.
[[nodiscard]] std::string campaign_title(const store::CampaignRow& row);

}  // namespace triand::server
