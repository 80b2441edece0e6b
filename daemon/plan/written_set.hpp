#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace triand::plan {

// Remembers by a 64-bit key who is written to already. Flat and open-addressed: 12 bytes a slot, at least 70 % of
// them used once it is large, so that 11 million telephones take less than 200 MB. It grows in many small shards,
// one at a time, so that growing never doubles the memory either.
class WrittenSet {
 public:
  // Who holds the key, if anybody.
  [[nodiscard]] std::optional<std::uint32_t> find(std::uint64_t key) const;
  // Remembers `who` unless somebody holds the key already. The first stays.
  void insert(std::uint64_t key, std::uint32_t who);

  [[nodiscard]] std::size_t size() const;
  [[nodiscard]] std::size_t bytes() const;  // of memory held

 private:
  static constexpr std::size_t kShards = 256;

  // A zero key marks a free slot; the caller's keys are mixed one-to-one, and the one that mixes to zero is apart.
  struct Shard {
    std::vector<std::uint64_t> keys;
    std::vector<std::uint32_t> who;
    std::size_t used = 0;

    [[nodiscard]] std::size_t slot_of(std::uint64_t mixed) const;
    void grow();
  };

  std::array<Shard, kShards> shards_;
  std::optional<std::uint32_t> who_of_zero_;
};

}  // namespace triand::plan
