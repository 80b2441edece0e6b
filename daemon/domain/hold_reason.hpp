#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace triand::domain {

// Why a lane does not move just now. Always recorded, always shown.
enum class HoldReason : std::uint8_t {
  none,              // it moves
  nothing_queued,    // there is nothing to send
  window_not_open,   // the campaign's window opens later
  outside_hours,     // the campaign's or the channel's hours
  window_closed,     // too late; what is left expires
  paused,            // by an operator: channel, campaign or unit
  rate_limited,      // the channel's rate
  paced,             // the campaign is spread evenly
  concurrency_full,  // as many on their way as allowed
  daily_quota,       // the day's quota is used up
  retry_later,       // everything left waits for its next try
  breaker_open,      // the gateway fails again and again
  channel_stopped,   // account, sender, balance: an administrator must act
  not_authorized,    // no valid token
  gateway_down,      // the channel says that what it sends through is not there; it comes back by itself
  template_stopped,  // the gateway refused the text
  budget_spent,      // the campaign's budget
  canary,            // the first messages are out; the others wait for what becomes of them
  failure_rate,      // too many failed: a person must look and resume
  cannot_record,     // the disk is full or failing: nothing may leave that cannot be recorded
  not_adopted,       // the database was copied from elsewhere
  shutting_down,
  token_renewing,  // the channel gets itself a new token
};

[[nodiscard]] std::string_view to_string(HoldReason reason);
// The other way round; nullopt: no reason has that word.
[[nodiscard]] std::optional<HoldReason> hold_reason_from(std::string_view word);
// What a channel's own word for not being able to send means: a hold of that name, else channel_stopped.
[[nodiscard]] HoldReason hold_of_blocked(std::string_view word);
// One English sentence.
[[nodiscard]] std::string_view sentence(HoldReason reason);

}  // namespace triand::domain
