#pragma once

#include <string>
#include <vector>

#include "daemon/domain/delivery_state.hpp"
#include "daemon/domain/reason.hpp"
#include "daemon/schedule/time_zone.hpp"
#include "daemon/server/console/phrase.hpp"

namespace triand::server {

// What the answer to "did you write to me?" is made from: one campaign's view of one customer.
struct AnswerFacts {
  struct Delivery {
    std::string channel;
    std::string channel_kind;
    domain::DeliveryState state = domain::DeliveryState::queued;
    domain::Reason reason = domain::Reason::none;
    schedule::WallTime at;
  };
  std::vector<Delivery> deliveries;                // oldest change first
  domain::Reason left_out = domain::Reason::none;  // without deliveries: why nothing is sent
  bool in_campaign = false;                        // the customer stands in a campaign at all
  bool approved = true;                            // the campaign; before that nothing moves
};

// What the agent is told, in whole sentences.
struct SpokenAnswer {
  std::string verdict;               // received, sent, waiting, not received, …
  std::vector<std::string> details;  // a sentence or two a delivery, in the order of the facts
  std::string aloud;                 // to be read to the customer; no promise of a time
};

[[nodiscard]] SpokenAnswer spoken_answer(const AnswerFacts& facts, const schedule::TimeZone& zone,
                                         Language language);

}  // namespace triand::server
