#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "channels/outcome.hpp"
#include "channels/receipt.hpp"

namespace triand::channels::exec {

// What one line of a program says (contract, section 7): the answer for a message, a receipt, or neither.
struct Said {
  std::string reference;           // of an answer
  std::optional<Outcome> outcome;  // of an answer
  std::optional<Receipt> receipt;
  std::string
      fault;  // what is wrong with the line; an answer whose `outcome` is no known word has this besides
};

// {"reference","outcome":"accepted|failed|retry|duplicate","provider_id","reason","detail","retry_after_s"} or
// {"receipt":"delivered|failed","reference"|"provider_id","reason"}. `failed` ends the message on this channel whatever
// its reason; `retry` with a reason of account or money (not_authorized, misconfigured, no_balance) stops the channel,
// with `throttled` slows it down.
[[nodiscard]] Said read_line(std::string_view line);

}  // namespace triand::channels::exec
