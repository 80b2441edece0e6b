#pragma once

#include <compare>
#include <cstdint>

namespace triand::store {

// The queue a delivery stands in: the deliveries of one campaign, channel and unit, numbered from 0 in the order in
// which they are to be sent. Each queue is one run of neighbouring rows, so that a claim is a range.
struct QueueKey {
  std::int64_t campaign = 0;  // row of the campaign, < 2^15
  std::int64_t channel = 0;   // row of the channel, < 2^8
  std::int64_t unit = 0;      // row of the unit, < 2^9; 0: no unit
  // clang-tidy takes the 0 that it is compared with for a pointer.
  auto operator<=>(const QueueKey&) const = default;  // NOLINT(modernize-use-nullptr)
};

inline constexpr int kUnitShift = 30;
inline constexpr int kChannelShift = kUnitShift + 9;
inline constexpr int kCampaignShift = kChannelShift + 8;

// The row of a delivery: its queue and its place in it, in one 62-bit number.
[[nodiscard]] constexpr std::int64_t delivery_id(const QueueKey& key, std::int64_t place) {
  return key.campaign << kCampaignShift | key.channel << kChannelShift | key.unit << kUnitShift | place;
}
[[nodiscard]] constexpr QueueKey queue_of(std::int64_t id) {
  return {.campaign = id >> kCampaignShift,
          .channel = id >> kChannelShift & 0xFF,
          .unit = id >> kUnitShift & 0x1FF};
}
[[nodiscard]] constexpr std::int64_t place_of(std::int64_t id) {
  return id & ((std::int64_t{1} << kUnitShift) - 1);
}

// The row of a recipient: campaign and customer in one number, so that it needs no index.
inline constexpr int kRecipientShift = 40;
[[nodiscard]] constexpr std::int64_t recipient_id(std::int64_t campaign, std::int64_t customer) {
  return campaign << kRecipientShift | customer;
}

}  // namespace triand::store
