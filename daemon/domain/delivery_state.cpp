#include "daemon/domain/delivery_state.hpp"

#include <array>

namespace triand::domain {
namespace {

constexpr std::array<std::string_view, kDeliveryStates> kWords = {
    "queued", "sending", "accepted", "delivered", "failed", "in_doubt", "expired", "cancelled"};

}  // namespace

std::string_view to_string(DeliveryState state) { return kWords[static_cast<std::size_t>(state)]; }

std::optional<DeliveryState> delivery_state_from(std::string_view word) {
  for (std::size_t i = 0; i < kWords.size(); ++i)
    if (kWords[i] == word) return static_cast<DeliveryState>(i);
  return std::nullopt;
}

bool is_final(DeliveryState state) {
  return state == DeliveryState::delivered || state == DeliveryState::failed ||
         state == DeliveryState::expired || state == DeliveryState::cancelled;
}

}  // namespace triand::domain
