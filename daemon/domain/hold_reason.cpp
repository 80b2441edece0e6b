#include "daemon/domain/hold_reason.hpp"

#include <array>
#include <cstddef>

namespace triand::domain {
namespace {

struct Words {
  std::string_view word;
  std::string_view sentence;
};

constexpr std::array<Words, 23> kWords = {{
    {"", "It is sending."},
    {"nothing_queued", "There is nothing to send."},
    {"window_not_open", "The campaign's window has not opened yet."},
    {"outside_hours", "It is outside the hours in which this may send."},
    {"window_closed", "The campaign's window is over."},
    {"paused", "Somebody paused it."},
    {"rate_limited", "The channel's rate is used up for the moment."},
    {"paced", "The campaign is spread evenly over its window."},
    {"concurrency_full", "As many messages are on their way as the channel allows."},
    {"daily_quota", "The channel's quota for today is used up."},
    {"retry_later", "What is left waits for its next try."},
    {"breaker_open", "The gateway failed again and again; it is probed until it answers."},
    {"channel_stopped",
     "The gateway refused the account, the sender or the balance; an administrator must act."},
    {"not_authorized", "The channel has no valid token; give it one with `trianctl channels authorize`."},
    {"gateway_down", "What the channel sends through is not there just now; it is tried again by itself."},
    {"template_stopped", "The gateway refused the text; correct the template and plan again."},
    {"budget_spent", "The campaign's budget is used up."},
    {"canary", "The first messages are out; the others wait until it is known how many of those failed."},
    {"failure_rate",
     "Too many of its messages failed; find out why, then let it go on with `trianctl campaign resume`."},
    {"cannot_record", "The database cannot be written, so nothing is sent."},
    {"not_adopted",
     "The database was copied from elsewhere; run `triand --adopt` once if this is the one to send."},
    {"shutting_down", "The service is stopping."},
    {"token_renewing", "The channel renews its token; it goes on by itself."},
}};

}  // namespace

std::string_view to_string(HoldReason reason) { return kWords[static_cast<std::size_t>(reason)].word; }

std::optional<HoldReason> hold_reason_from(std::string_view word) {
  for (std::size_t at = 0; at < kWords.size(); ++at)
    if (kWords[at].word == word) return static_cast<HoldReason>(at);
  return std::nullopt;
}

HoldReason hold_of_blocked(std::string_view word) {
  for (const HoldReason reason :
       {HoldReason::not_authorized, HoldReason::gateway_down, HoldReason::token_renewing})
    if (to_string(reason) == word) return reason;
  return HoldReason::channel_stopped;
}

std::string_view sentence(HoldReason reason) { return kWords[static_cast<std::size_t>(reason)].sentence; }

}  // namespace triand::domain
