#pragma once

#include <string>
#include <vector>

#include "daemon/app/campaign_basis.hpp"

namespace triand::app {

// What a campaign's plan could not find out of the gateways' templates, asked for before somebody approves it.
struct LateRules {
  std::vector<store::PinnedMessage>
      found;  // to be kept with the plan; empty: it has all, or `fault` says more
  std::string
      fault;  // why the messages may not be sent as they are, in a sentence; empty: nothing is known against it
  std::string remedy;  // beside a fault
};

// Asks for those alone that the plan does not have; mostly for none.
[[nodiscard]] LateRules ask_late(const CampaignDraft& pinned, const ChannelRows& rows,
                                 const AskTemplate& ask);

}  // namespace triand::app
