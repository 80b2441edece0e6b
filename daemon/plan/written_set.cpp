#include "daemon/plan/written_set.hpp"

#include <algorithm>
#include <utility>

namespace triand::plan {
namespace {

constexpr std::size_t kFirstSlots = 16;

// Full beyond 17 in 20. Linear probing then looks at some 20 neighbouring keys for one that is absent.
bool is_full(std::size_t used, std::size_t slots) { return used * 20 >= slots * 17; }

// One-to-one on 64 bits (the finalizer of splitmix64), so that different keys never become the same.
std::uint64_t mix(std::uint64_t key) {
  key = (key ^ (key >> 30)) * 0xbf58476d1ce4e5b9ULL;
  key = (key ^ (key >> 27)) * 0x94d049bb133111ebULL;
  return key ^ (key >> 31);
}

std::size_t shard_of(std::uint64_t mixed) { return static_cast<std::size_t>(mixed >> 56); }

}  // namespace

// The slot that holds the key, or the free one where it belongs. The shard has slots and a free one among them.
std::size_t WrittenSet::Shard::slot_of(std::uint64_t mixed) const {
  // The 32 bits below the shard's own eight, scaled to the number of slots without a division.
  std::size_t slot = static_cast<std::size_t>((((mixed >> 24) & 0xffffffffU) * keys.size()) >> 32);
  while (keys[slot] != 0 && keys[slot] != mixed) slot = slot + 1 == keys.size() ? 0 : slot + 1;
  return slot;
}

void WrittenSet::Shard::grow() {
  const std::size_t slots = std::max(kFirstSlots, keys.size() + keys.size() / 5);
  const std::vector<std::uint64_t> old_keys = std::exchange(keys, std::vector<std::uint64_t>(slots));
  const std::vector<std::uint32_t> old_who = std::exchange(who, std::vector<std::uint32_t>(slots));
  for (std::size_t i = 0; i < old_keys.size(); ++i) {
    if (old_keys[i] == 0) continue;
    const std::size_t slot = slot_of(old_keys[i]);
    keys[slot] = old_keys[i];
    who[slot] = old_who[i];
  }
}

std::optional<std::uint32_t> WrittenSet::find(std::uint64_t key) const {
  const std::uint64_t mixed = mix(key);
  if (mixed == 0) return who_of_zero_;
  const Shard& shard = shards_[shard_of(mixed)];
  if (shard.keys.empty()) return std::nullopt;
  const std::size_t slot = shard.slot_of(mixed);
  if (shard.keys[slot] == 0) return std::nullopt;
  return shard.who[slot];
}

void WrittenSet::insert(std::uint64_t key, std::uint32_t who) {
  const std::uint64_t mixed = mix(key);
  if (mixed == 0) {
    if (!who_of_zero_) who_of_zero_ = who;
    return;
  }
  Shard& shard = shards_[shard_of(mixed)];
  if (is_full(shard.used + 1, shard.keys.size())) shard.grow();
  const std::size_t slot = shard.slot_of(mixed);
  if (shard.keys[slot] != 0) return;
  shard.keys[slot] = mixed;
  shard.who[slot] = who;
  ++shard.used;
}

std::size_t WrittenSet::size() const {
  std::size_t sum = who_of_zero_ ? 1 : 0;
  for (const Shard& shard : shards_) sum += shard.used;
  return sum;
}

std::size_t WrittenSet::bytes() const {
  std::size_t sum = sizeof(*this);
  for (const Shard& shard : shards_) {
    sum += shard.keys.capacity() * sizeof(std::uint64_t) + shard.who.capacity() * sizeof(std::uint32_t);
  }
  return sum;
}

}  // namespace triand::plan
