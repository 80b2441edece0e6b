#include "tests/standin/ledger/ledger.hpp"

#include "tests/standin/hash.hpp"

namespace triand::standin {

Ledger::Ledger(bool compact) : compact_(compact) { clear(); }

void Ledger::clear() {
  ++generation_;
  entries_.clear();
  by_reference_.clear();
  fingerprints_.clear();
  duplicates_.clear();
  for (Channel channel : kChannels) tallies_[channel] = Tally();
}

Tally& Ledger::tally_of(Channel channel) { return tallies_[channel]; }

const Tally& Ledger::tally(Channel channel) const { return tallies_.at(channel); }

Tally Ledger::total() const {
  Tally total;
  for (const auto& [channel, tally] : tallies_) {
    total.requests += tally.requests;
    total.accepted += tally.accepted;
    total.distinct += tally.distinct;
    total.recognised += tally.recognised;
  }
  return total;
}

void Ledger::count_request(Channel channel) { ++tally_of(channel).requests; }

void Ledger::accept(const Message& message, TimePoint now) {
  if (compact_) {
    accept_compact(message.channel, message.reference);
    return;
  }
  Tally& tally = tally_of(message.channel);
  ++tally.accepted;
  auto& known = by_reference_[message.channel];
  auto found = message.reference.empty() ? known.end() : known.find(message.reference);
  if (found != known.end()) {
    ++found->second->times;
    found->second->last_at = now;
    duplicates_.insert(message.reference);
    return;
  }
  ++tally.distinct;
  Entry& entry = entries_.emplace_back();
  entry.message = message;
  entry.first_at = now;
  entry.last_at = now;
  entry.times = 1;
  if (!message.reference.empty()) known.emplace(message.reference, &entry);
}

void Ledger::recognise(const Message& message) {
  recognise_compact(message.channel);
  auto& known = by_reference_[message.channel];
  auto found = known.find(message.reference);
  if (found != known.end()) ++found->second->recognised;
}

bool Ledger::accept_compact(Channel channel, std::string_view reference) {
  Tally& tally = tally_of(channel);
  ++tally.accepted;
  bool is_new = reference.empty() || fingerprints_[channel].insert(fingerprint(reference)).second;
  if (is_new) {
    ++tally.distinct;
  } else {
    duplicates_.emplace(reference);
  }
  return is_new;
}

void Ledger::recognise_compact(Channel channel) { ++tally_of(channel).recognised; }

bool Ledger::knows_compact(Channel channel, std::string_view reference) const {
  auto found = fingerprints_.find(channel);
  return found != fingerprints_.end() && found->second.count(fingerprint(reference)) != 0;
}

std::vector<std::string> Ledger::duplicates() const { return {duplicates_.begin(), duplicates_.end()}; }

const Entry* Ledger::find(std::string_view reference) const {
  std::string key(reference);
  for (const auto& [channel, known] : by_reference_) {
    auto found = known.find(key);
    if (found != known.end()) return found->second;
  }
  return nullptr;
}

std::vector<const Entry*> Ledger::page(std::optional<Channel> channel, std::size_t limit,
                                       std::size_t offset) const {
  std::vector<const Entry*> page;
  for (const Entry& entry : entries_) {
    if (page.size() == limit) break;
    if (channel && entry.message.channel != *channel) continue;
    if (offset > 0) {
      --offset;
      continue;
    }
    page.push_back(&entry);
  }
  return page;
}

std::function<std::string()> Ledger::reference_lines(std::optional<Channel> channel) const {
  constexpr std::size_t kPiece = 64 * 1024;
  std::size_t next = 0;
  std::uint64_t generation = generation_;
  return [this, channel, next, generation]() mutable {
    std::string piece;
    while (generation == generation_ && next < entries_.size() && piece.size() < kPiece) {
      const Entry& entry = entries_[next++];
      if (channel && entry.message.channel != *channel) continue;
      for (std::uint64_t copy = 0; copy < entry.times; ++copy) piece += entry.message.reference + '\n';
    }
    return piece;
  };
}

}  // namespace triand::standin
