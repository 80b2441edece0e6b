#include "daemon/domain/suppression_index.hpp"

#include <algorithm>
#include <mutex>
#include <utility>

namespace triand::domain {
namespace {

constexpr std::size_t kFirstSize = 16;

bool speaks_of(const SuppressionTerms& terms, bool advertising) {
  return terms.about == SuppressionClass::all || advertising;
}

}  // namespace

std::size_t SuppressionIndex::Shard::slot(std::uint64_t key) const {
  const std::size_t mask = keys.size() - 1;
  std::size_t at = key & mask;
  while (keys[at] != 0 && keys[at] != key) at = (at + 1) & mask;
  return at;
}

void SuppressionIndex::Shard::grow() {
  std::vector<std::uint64_t> old_keys =
      std::exchange(keys, std::vector<std::uint64_t>(std::max(kFirstSize, keys.size() * 2)));
  std::vector<std::uint32_t> old_terms = std::exchange(terms, std::vector<std::uint32_t>(keys.size()));
  used = 0;
  for (std::size_t at = 0; at < old_keys.size(); ++at) {
    if (old_keys[at] == 0 || old_terms[at] == 0) continue;
    const std::size_t to = slot(old_keys[at]);
    keys[to] = old_keys[at];
    terms[to] = old_terms[at];
    ++used;
  }
}

void SuppressionIndex::Shard::put(std::uint64_t key, std::uint32_t set) {
  if (used * 4 >= keys.size() * 3) grow();
  const std::size_t at = slot(key);
  if (keys[at] == 0) {
    if (set == 0) return;
    keys[at] = key;
    ++used;
  }
  terms[at] = set;
}

const SuppressionIndex::Terms& SuppressionIndex::Shard::of(std::uint64_t key) const {
  if (keys.empty()) return sets.front();
  const std::size_t at = slot(key);
  return sets[keys[at] == 0 ? 0 : terms[at]];
}

std::uint32_t SuppressionIndex::Shard::intern(const Terms& wanted) {
  if (wanted.empty()) return 0;
  std::vector<std::int64_t> words;
  for (const SuppressionTerms& one : wanted) {
    words.push_back(static_cast<std::int64_t>(one.scope) << 16 | static_cast<std::int64_t>(one.about) << 8 |
                    static_cast<std::int64_t>(one.reason));
    words.push_back(one.until ? one.until->time_since_epoch().count() : INT64_MAX);
  }
  const auto [found, fresh] =
      known_sets.try_emplace(std::move(words), static_cast<std::uint32_t>(sets.size()));
  if (fresh) sets.push_back(wanted);
  return found->second;
}

template <class Holds>
Reason SuppressionIndex::find(std::uint64_t key, SuppressionTime now, Holds holds) const {
  key = usable(key);
  const Shard& shard = shards_[shard_of(key)];
  std::shared_lock lock(shard.mutex);
  for (const SuppressionTerms& terms : shard.of(key))
    if ((!terms.until || *terms.until > now) && holds(terms)) return terms.reason;
  return Reason::none;
}

Reason SuppressionIndex::everywhere(const Customer& customer, bool advertising, SuppressionTime now) const {
  if (subjects() == 0) return Reason::none;
  return find(hash_(SubjectKind::customer, customer.code), now, [&](const SuppressionTerms& terms) {
    return terms.scope == SuppressionScope::all && speaks_of(terms, advertising);
  });
}

Reason SuppressionIndex::by_channel(const Customer& customer, const SuppressionQuestion& question) const {
  if (subjects() == 0) return Reason::none;
  const auto holds = [&](const SuppressionTerms& terms) {
    return (terms.scope == SuppressionScope::all || terms.scope == question.channel) &&
           speaks_of(terms, question.advertising);
  };
  const Reason reason = find(hash_(SubjectKind::customer, customer.code), question.now, holds);
  if (reason != Reason::none) return reason;
  switch (question.address) {
    case AddressKind::telephone:
      if (customer.phone.empty()) break;
      return find(hash_(SubjectKind::telephone, customer.phone), question.now, holds);
    case AddressKind::email:
      if (customer.email.empty()) break;
      return find(hash_(SubjectKind::email, customer.email), question.now, holds);
    case AddressKind::postal:
    case AddressKind::customer_code:
      break;
  }
  return Reason::none;
}

void SuppressionIndex::change(Shard& shard, std::uint64_t key, const Terms& next) {
  const bool before = !shard.of(key).empty();
  shard.put(key, shard.intern(next));
  if (before && next.empty()) subjects_.fetch_sub(1, std::memory_order_relaxed);
  if (!before && !next.empty()) subjects_.fetch_add(1, std::memory_order_relaxed);
}

void SuppressionIndex::set(std::uint64_t key, std::span<const SuppressionTerms> terms) {
  key = usable(key);
  Shard& shard = shards_[shard_of(key)];
  std::unique_lock lock(shard.mutex);
  change(shard, key, Terms(terms.begin(), terms.end()));
}

void SuppressionIndex::add(std::uint64_t key, const SuppressionTerms& terms) {
  key = usable(key);
  Shard& shard = shards_[shard_of(key)];
  std::unique_lock lock(shard.mutex);
  Terms next = shard.of(key);
  const auto same = std::find_if(next.begin(), next.end(), [&](const SuppressionTerms& one) {
    return one.scope == terms.scope && one.about == terms.about;
  });
  if (same == next.end())
    next.push_back(terms);
  else if (extends(*same, terms))
    *same = terms;
  else
    return;
  change(shard, key, next);
}

std::size_t SuppressionIndex::bytes() const {
  std::size_t out = sizeof(*this);
  for (const Shard& shard : shards_) {
    std::shared_lock lock(shard.mutex);
    out += shard.keys.capacity() * sizeof(std::uint64_t) + shard.terms.capacity() * sizeof(std::uint32_t);
  }
  return out;
}

}  // namespace triand::domain
