#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace triand::domain {

// Where a delivery stands (contract, section 4). The numbers stand in the database: never renumber.
enum class DeliveryState : std::uint8_t {
  queued = 0,     // planned, or waiting for its next try
  sending = 1,    // handed to the channel; its answer is not in yet
  accepted = 2,   // the gateway took it
  delivered = 3,  // a receipt says it arrived; final
  failed = 4,     // this channel will not deliver it; final
  in_doubt = 5,   // it may have left
  expired = 6,    // the window closed first; final
  cancelled = 7,  // by the operator; final
};

inline constexpr std::size_t kDeliveryStates = 8;

[[nodiscard]] std::string_view to_string(DeliveryState state);
[[nodiscard]] std::optional<DeliveryState> delivery_state_from(std::string_view word);
// delivered, failed, expired, cancelled: the first of them that comes wins for good.
[[nodiscard]] bool is_final(DeliveryState state);

}  // namespace triand::domain
