#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <map>
#include <shared_mutex>
#include <span>
#include <string_view>
#include <vector>

#include "daemon/domain/customer.hpp"
#include "daemon/domain/leg.hpp"
#include "daemon/domain/suppression.hpp"

namespace triand::domain {

// By what a message would be sent, and what kind of message it is.
struct SuppressionQuestion {
  AddressKind address = AddressKind::telephone;
  SuppressionScope channel = SuppressionScope::sms;
  bool advertising = false;
  SuppressionTime now;
};

// Every suppression in memory, so that a lane can look just before it hands over: what is stored is told here at
// once. Holds 64 bits of a subject and 32 of its terms, terms that many share once; never an address. About 20 bytes a
// subject. Thread-safe; a look-up never waits for the disk.
class SuppressionIndex {
 public:
  explicit SuppressionIndex(const SubjectHash& hash) : hash_(hash) {}

  [[nodiscard]] const SubjectHash& hash() const { return hash_; }

  // Whether the customer must not be written to by any channel; the reason, or none.
  [[nodiscard]] Reason everywhere(const Customer& customer, bool advertising, SuppressionTime now) const;
  // Whether the customer must not be written to by this channel, as a customer or at the address that it uses.
  [[nodiscard]] Reason by_channel(const Customer& customer, const SuppressionQuestion& question) const;

  // What holds for a subject from now on; empty: nothing.
  void set(std::uint64_t key, std::span<const SuppressionTerms> terms);
  // One more, as it is stored: it takes the place of one of the same scope and class if it holds longer.
  void add(std::uint64_t key, const SuppressionTerms& terms);

  [[nodiscard]] std::size_t subjects() const { return subjects_.load(std::memory_order_relaxed); }
  [[nodiscard]] std::size_t bytes() const;

 private:
  using Terms = std::vector<SuppressionTerms>;
  // One of many tables, so that one that grows holds up nobody for long. Open addressing with linear probing;
  // terms 0 of a used key: nothing holds (any more).
  struct Shard {
    mutable std::shared_mutex mutex;
    std::vector<std::uint64_t> keys;  // 0: free
    std::vector<std::uint32_t> terms;
    std::size_t used = 0;
    std::vector<Terms> sets{Terms()};
    std::map<std::vector<std::int64_t>, std::uint32_t> known_sets;

    [[nodiscard]] std::size_t slot(std::uint64_t key) const;
    void put(std::uint64_t key, std::uint32_t set);
    void grow();
    [[nodiscard]] const Terms& of(std::uint64_t key) const;
    std::uint32_t intern(const Terms& wanted);
  };
  static constexpr std::size_t kShards = 64;

  [[nodiscard]] static std::uint64_t usable(std::uint64_t key) { return key == 0 ? 1 : key; }
  [[nodiscard]] static std::size_t shard_of(std::uint64_t key) { return key >> 58; }
  template <class Holds>
  Reason find(std::uint64_t key, SuppressionTime now, Holds holds) const;
  void change(Shard& shard, std::uint64_t key, const Terms& next);

  SubjectHash hash_;
  std::array<Shard, kShards> shards_;
  std::atomic<std::size_t> subjects_{0};
};

}  // namespace triand::domain
