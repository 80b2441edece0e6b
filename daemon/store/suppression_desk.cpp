#include "daemon/store/suppression_desk.hpp"

#include <algorithm>
#include <utility>

#include "daemon/domain/mask.hpp"
#include "daemon/store/campaign_writer.hpp"
#include "daemon/store/reader.hpp"
#include "daemon/store/store_error.hpp"

namespace triand::store {
namespace {

using domain::Suppression;
using domain::SuppressionTerms;

// The audit is kept for good and names no address whole.
std::string shown(const domain::SuppressionSubject& subject) {
  switch (subject.kind) {
    case domain::SubjectKind::telephone:
      return domain::mask_telephone(subject.text);
    case domain::SubjectKind::email:
      return domain::mask_email(subject.text);
    case domain::SubjectKind::customer:
      break;
  }
  return subject.text;
}

std::string words_of(const SuppressionTerms& terms) {
  std::string out(domain::to_string(terms.scope));
  if (terms.about == domain::SuppressionClass::advertising) out += " advertising";
  return out + " " + std::string(domain::to_string(terms.reason));
}

// As many to a transaction: what a campaign sends meanwhile waits no longer for its records than that takes.
constexpr std::size_t kTogether = 4000;

// The keys are random: stored in their order, neighbours share a page of the index. Of one subject as they came.
std::vector<KeyedSuppression> by_key(std::span<const Suppression> suppressions,
                                     const domain::SubjectHash& hash) {
  std::vector<KeyedSuppression> out;
  out.reserve(suppressions.size());
  for (const Suppression& one : suppressions) out.push_back({hash(one.subject.kind, one.subject.text), &one});
  std::ranges::stable_sort(out, {},
                           [](const KeyedSuppression& one) { return static_cast<std::int64_t>(one.key); });
  return out;
}

struct Changed {
  std::vector<std::uint64_t> keys;
  std::vector<std::vector<SuppressionTerms>> terms;

  void read(WriteSession& session) {
    for (const std::uint64_t key : keys) terms.push_back(terms_of(session, key));
  }
};

}  // namespace

SuppressionDesk::SuppressionDesk(Writer& writer, const std::string& path, std::function<TimePoint()> now)
    : writer_(writer), now_(std::move(now)), index_(Reader(path).subject_hash()) {
  Reader(path).for_each_suppression(
      now_(), [this](std::uint64_t key, const SuppressionTerms& terms) { index_.add(key, terms); });
}

SuppressionFate SuppressionDesk::add(const Suppression& suppression, const std::string& who) {
  std::lock_guard lock(changing_);
  const SuppressionFate fate = writer_.run([&](WriteSession& session) {
    const TimePoint now = now_();
    const auto fates = put_suppressions(session, index_.hash(), std::span(&suppression, 1), who, now);
    write_audit(session, who, "suppression.add", shown(suppression.subject), words_of(suppression.terms),
                now);
    return fates.front();
  });
  index_.add(index_.hash()(suppression.subject.kind, suppression.subject.text), suppression.terms);
  return fate;
}

std::vector<SuppressionFate> SuppressionDesk::add_all(std::span<const Suppression> suppressions,
                                                      const std::string& who) {
  const std::vector<KeyedSuppression> sorted = by_key(suppressions, index_.hash());
  std::vector<SuppressionFate> fates(suppressions.size());
  for (std::size_t at = 0; at < sorted.size(); at += kTogether) {
    const auto some = std::span(sorted).subspan(at, std::min(kTogether, sorted.size() - at));
    const std::lock_guard lock(changing_);
    const auto put =
        writer_.run([&](WriteSession& session) { return put_suppressions(session, some, who, now_()); });
    for (std::size_t i = 0; i < some.size(); ++i) {
      fates[static_cast<std::size_t>(some[i].suppression - suppressions.data())] = put[i];
      index_.add(some[i].key, some[i].suppression->terms);
    }
  }
  return fates;
}

void SuppressionDesk::remove(const domain::SuppressionSubject& subject,
                             std::optional<domain::SuppressionScope> scope, const std::string& who,
                             const std::string& reason) {
  std::lock_guard lock(changing_);
  const Changed changed = writer_.run([&](WriteSession& session) {
    Changed out;
    out.keys = remove_suppressions(session, index_.hash(), subject, scope, who, reason, now_());
    if (out.keys.empty()) throw NotFound("nothing is suppressed for that address or customer");
    out.read(session);
    write_audit(session, who, "suppression.remove", shown(subject), reason, now_());
    return out;
  });
  reload(changed.keys, changed.terms);
}

Erasure SuppressionDesk::erase(const std::string& code, const std::string& who) {
  std::lock_guard lock(changing_);
  Changed changed;
  Erasure out = writer_.run([&](WriteSession& session) {
    Erasure done = erase_customer(session, index_.hash(), code, who, now_());
    changed = {done.keys, {}};
    changed.read(session);
    return done;
  });
  reload(changed.keys, changed.terms);
  purge_wanted_ = true;
  return out;
}

bool SuppressionDesk::purge() {
  if (!purge_wanted_.exchange(false)) return false;
  const std::int64_t mark = writer_.run([](WriteSession& session) { return purge_mark(session); });
  if (mark == 0) return false;
  try {
    purge_wanted_ = !writer_.empty_log();
  } catch (...) {
    purge_wanted_ = true;
    throw;
  }
  if (purge_wanted_) return false;
  writer_.run([mark](WriteSession& session) { purge_done(session, mark); });
  return true;
}

void SuppressionDesk::reload(const std::vector<std::uint64_t>& keys,
                             const std::vector<std::vector<SuppressionTerms>>& terms) {
  for (std::size_t at = 0; at < keys.size(); ++at) index_.set(keys[at], terms[at]);
}

}  // namespace triand::store
