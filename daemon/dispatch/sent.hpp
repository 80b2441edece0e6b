#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "daemon/dispatch/campaign_run.hpp"
#include "daemon/schedule/moment.hpp"
#include "daemon/store/claim.hpp"

namespace triand::dispatch {

// One delivery that is on its way.
struct Sent {
  std::shared_ptr<CampaignRun> run;  // null: its campaign ended while it was claimed
  store::ClaimedDelivery delivery;
  int parts = 1;
  std::int64_t cost = 0;  // VND, set aside in the campaign's budget
  std::string reference;
  schedule::Moment at;           // when it was handed over
  schedule::SteadyTime since{};  // what is known of its customer is as it was then, or later
};

}  // namespace triand::dispatch
