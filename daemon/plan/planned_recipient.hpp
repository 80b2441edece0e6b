#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "daemon/domain/reason.hpp"
#include "daemon/domain/recipient_state.hpp"

namespace triand::plan {

// How a message was made to fit the gateway's template.
enum class Fit : std::uint8_t { as_it_is, shortened, other_template };

// A leg's first delivery: the channel that is tried first. The leg's other channels follow only if it fails.
struct PlannedDelivery {
  std::size_t leg = 0;      // of the route
  std::size_t channel = 0;  // of the basis
  int parts = 1;            // of an SMS
  std::int64_t cost = 0;    // VND
  std::string offenders;    // of an SMS: the characters that GSM-7 does not have
  int plain_parts = 0;      // of an SMS: the parts it would have without and with diacritics
  int unicode_parts = 0;
  // The leg's later channels that the customer has an address for, a bit for each place in the leg.
  std::uint32_t then = 0;
  Fit fit = Fit::as_it_is;
  std::optional<std::size_t> unfit =
      {};  // the channel before it in the leg whose template the values do not fit

  bool operator==(const PlannedDelivery&) const = default;
};

// What the plan decided for one customer of the audience.
struct PlannedRecipient {
  domain::RecipientState bucket = domain::RecipientState::pending;  // or suppressed, duplicate, unreached
  domain::Reason reason = domain::Reason::none;
  std::string detail;                // missing_value: the column; duplicate_customer: whose twin, a code
  std::optional<std::size_t> route;  // of the campaign; none when it was not looked for or not found
  std::vector<PlannedDelivery> deliveries;  // at least one when pending, else none
  std::size_t rank = 0;                     // by the campaign's `order`; smaller ones go first

  bool operator==(const PlannedRecipient&) const = default;
};

}  // namespace triand::plan
