#pragma once

#include <cstdint>
#include <string>

#include "daemon/domain/reason.hpp"
#include "daemon/domain/recipient_state.hpp"

namespace triand::store {

// What the plan said of one customer in one campaign.
struct RecipientView {
  std::int64_t campaign_id = 0;
  std::string campaign;
  domain::RecipientState bucket = domain::RecipientState::pending;
  domain::Reason reason = domain::Reason::none;
  std::string detail;
  int route = -1;
};

}  // namespace triand::store
