#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "daemon/domain/delivery_state.hpp"

namespace triand::domain {

// The one bucket a recipient is in (contract, section 3). The numbers stand in the database: never renumber.
enum class RecipientState : std::uint8_t {
  pending = 0,     // a leg is queued or being sent
  sent = 1,        // a gateway took a leg
  reached = 2,     // a leg arrived
  unreached = 3,   // every leg failed, or there was no way to write
  in_doubt = 4,    // a leg may have left
  suppressed = 5,  // must not be written to, or no route matches
  duplicate = 6,   // is thanked as somebody else
  expired = 7,     // the window closed first
  cancelled = 8,   // by the operator
};

inline constexpr std::size_t kRecipientStates = 9;

[[nodiscard]] std::string_view to_string(RecipientState state);
[[nodiscard]] std::optional<RecipientState> recipient_state_from(std::string_view word);

// The bucket of a recipient with one leg, whose newest delivery is in that state.
[[nodiscard]] RecipientState bucket_of(DeliveryState newest);

// Of two buckets of one recipient's legs the one that counts: the first of reached, sent, pending, in_doubt, expired,
// cancelled, unreached. suppressed and duplicate are no leg's; they come last.
[[nodiscard]] RecipientState better(RecipientState one, RecipientState other);

// The bucket of a recipient who is written to: one state for each leg, that of the leg's newest delivery in channel
// order. Without any leg: unreached.
[[nodiscard]] RecipientState bucket_of(std::span<const DeliveryState> legs);

}  // namespace triand::domain
