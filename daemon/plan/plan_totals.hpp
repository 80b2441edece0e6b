#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

#include "daemon/domain/recipient_state.hpp"

namespace triand::plan {

// How many recipients are in each bucket.
class BucketCounts {
 public:
  void add(domain::RecipientState bucket) { ++counts_[static_cast<std::size_t>(bucket)]; }
  [[nodiscard]] std::int64_t of(domain::RecipientState bucket) const {
    return counts_[static_cast<std::size_t>(bucket)];
  }
  // The sum of all buckets.
  [[nodiscard]] std::int64_t total() const {
    std::int64_t sum = 0;
    for (const std::int64_t count : counts_) sum += count;
    return sum;
  }
  bool operator==(const BucketCounts&) const = default;

 private:
  std::array<std::int64_t, domain::kRecipientStates> counts_{};
};

// What one channel is to send. Only the legs' first deliveries: who will need a second channel nobody knows yet.
struct ChannelTotals {
  std::int64_t messages = 0;
  std::int64_t parts = 0;  // of SMS; else as many as messages
  std::int64_t cost = 0;   // VND
  bool operator==(const ChannelTotals&) const = default;
};

// The recipients of one kind (a unit's, a segment's, all of them) and what is sent to them.
struct GroupTotals {
  BucketCounts recipients;
  std::vector<ChannelTotals> channels;  // as in the plan's basis
  bool operator==(const GroupTotals&) const = default;

  [[nodiscard]] std::int64_t cost() const {
    std::int64_t sum = 0;
    for (const ChannelTotals& channel : channels) sum += channel.cost;
    return sum;
  }
};

// What a channel's SMS look like.
struct SmsTotals {
  std::map<int, std::int64_t> messages_by_parts;
  // A character that GSM-7 does not have, and so makes a message several times as dear → in how many messages.
  std::map<char32_t, std::int64_t> offenders;
  // All parts, if the same messages went without and with diacritics.
  std::int64_t plain_parts = 0;
  std::int64_t unicode_parts = 0;
  bool operator==(const SmsTotals&) const = default;
};

// Messages by a gateway's template whose values did not fit it as they were.
struct FitTotals {
  std::int64_t shortened = 0;
  std::int64_t other_template = 0;
  std::int64_t other_channel = 0;  // the leg's next one is planned instead
};

}  // namespace triand::plan
