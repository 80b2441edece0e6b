#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "tests/standin/ledger/entry.hpp"
#include "tests/standin/ledger/tally.hpp"

namespace triand::standin {

// Everything the imitated gateways took: what real ones would have delivered. Tests reconcile a daemon's database
// with it. A compact ledger keeps counts and 64-bit fingerprints of references only, for benches (two references in
// a million million share one). Not thread-safe.
class Ledger {
 public:
  explicit Ledger(bool compact = false);

  void count_request(Channel channel);
  void accept(const Message& message, TimePoint now);
  // A repeat which the gateway knew by its reference.
  void recognise(const Message& message);
  // Same as accept() and recognise(), for a compact ledger; true when the reference was new.
  bool accept_compact(Channel channel, std::string_view reference);
  void recognise_compact(Channel channel);
  // Whether a compact ledger has accepted this reference.
  [[nodiscard]] bool knows_compact(Channel channel, std::string_view reference) const;

  void clear();

  [[nodiscard]] const Tally& tally(Channel channel) const;
  [[nodiscard]] Tally total() const;
  // References that were accepted more than once, sorted.
  [[nodiscard]] std::vector<std::string> duplicates() const;
  // The entry of that reference in the first channel that has it; nullptr if none has.
  [[nodiscard]] const Entry* find(std::string_view reference) const;
  // Entries in the order of their first acceptance.
  [[nodiscard]] std::vector<const Entry*> page(std::optional<Channel> channel, std::size_t limit,
                                               std::size_t offset) const;

  // Gives the references piece by piece, a line for each delivery (so a reference delivered twice stands twice),
  // until the piece is empty. The ledger must outlive the function; what is accepted meanwhile is included.
  [[nodiscard]] std::function<std::string()> reference_lines(std::optional<Channel> channel) const;

 private:
  [[nodiscard]] Tally& tally_of(Channel channel);

  bool compact_;
  std::uint64_t generation_ = 0;  // grows with each clear()
  std::map<Channel, Tally> tallies_;
  std::deque<Entry> entries_;
  std::map<Channel, std::unordered_map<std::string, Entry*>> by_reference_;
  std::map<Channel, std::unordered_set<std::uint64_t>> fingerprints_;
  std::set<std::string> duplicates_;
};

}  // namespace triand::standin
