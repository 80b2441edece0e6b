#include "daemon/domain/recipient_state.hpp"

#include <array>

namespace triand::domain {
namespace {

constexpr std::array<std::string_view, kRecipientStates> kWords = {
    "pending", "sent", "reached", "unreached", "in_doubt", "suppressed", "duplicate", "expired", "cancelled"};

int rank(RecipientState state) {
  switch (state) {
    case RecipientState::reached:
      return 0;
    case RecipientState::sent:
      return 1;
    case RecipientState::pending:
      return 2;
    case RecipientState::in_doubt:
      return 3;
    case RecipientState::expired:
      return 4;
    case RecipientState::cancelled:
      return 5;
    case RecipientState::unreached:
      return 6;
    case RecipientState::suppressed:
      return 7;
    case RecipientState::duplicate:
      return 8;
  }
  return 9;
}

}  // namespace

std::string_view to_string(RecipientState state) { return kWords[static_cast<std::size_t>(state)]; }

std::optional<RecipientState> recipient_state_from(std::string_view word) {
  for (std::size_t i = 0; i < kWords.size(); ++i)
    if (kWords[i] == word) return static_cast<RecipientState>(i);
  return std::nullopt;
}

RecipientState bucket_of(DeliveryState newest) {
  switch (newest) {
    case DeliveryState::queued:
    case DeliveryState::sending:
      return RecipientState::pending;
    case DeliveryState::accepted:
      return RecipientState::sent;
    case DeliveryState::delivered:
      return RecipientState::reached;
    case DeliveryState::failed:
      return RecipientState::unreached;
    case DeliveryState::in_doubt:
      return RecipientState::in_doubt;
    case DeliveryState::expired:
      return RecipientState::expired;
    case DeliveryState::cancelled:
      return RecipientState::cancelled;
  }
  return RecipientState::unreached;
}

RecipientState better(RecipientState one, RecipientState other) {
  return rank(other) < rank(one) ? other : one;
}

RecipientState bucket_of(std::span<const DeliveryState> legs) {
  RecipientState out = RecipientState::unreached;
  for (const DeliveryState leg : legs) out = better(out, bucket_of(leg));
  return out;
}

}  // namespace triand::domain
