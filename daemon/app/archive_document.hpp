#pragma once

#include <functional>
#include <string>

#include "daemon/schedule/time_zone.hpp"
#include "daemon/store/reader.hpp"

namespace triand::app {

// What is signed of a campaign whose deliveries were removed, as JSON: by which lists and messages it was made (their
// hashes), who approved it, how it ended by channel and unit, what it cost, and a hash over the keyed hashes of everybody
// it wrote to. Reads all of those; empty when `stopping` says so.
[[nodiscard]] std::string archive_document(store::Reader& reader, const store::CampaignRow& campaign,
                                           const schedule::TimeZone& zone, store::TimePoint now,
                                           const std::function<bool()>& stopping);

}  // namespace triand::app
