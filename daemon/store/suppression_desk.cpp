#include "daemon/store/suppression_desk.hpp"

#include <algorithm>
#include <future>
#include <memory>
#include <type_traits>
#include <utility>

#include "daemon/store/campaign_writer.hpp"
#include "daemon/store/reader.hpp"
#include "daemon/store/store_error.hpp"
#include "daemon/store/typed_words.hpp"

namespace triand::store {
namespace {

using domain::Suppression;
using domain::SuppressionTerms;

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

std::uint64_t key_of(const domain::SubjectHash& hash, const Suppression& one) {
  return hash(one.subject.kind, one.subject.text);
}

}  // namespace

SuppressionDesk::SuppressionDesk(Writer& writer, const std::string& path, std::function<TimePoint()> now)
    : writer_(writer), now_(std::move(now)), index_(Reader(path).subject_hash()) {
  Reader(path).for_each_suppression(
      now_(), [this](std::uint64_t key, const SuppressionTerms& terms) { index_.add(key, terms); });
}

void SuppressionDesk::Changed::read(WriteSession& session) {
  for (const std::uint64_t key : keys) terms.push_back(terms_of(session, key));
}

template <class Work>
auto SuppressionDesk::change(Work work) {
  using Result = std::invoke_result_t<Work, WriteSession&, Changed&>;
  struct State {
    std::promise<Result> promise;
    Result result{};
    Changed changed;
  };
  auto state = std::make_shared<State>();
  auto done = state->promise.get_future();
  writer_.post(
      [state, work](WriteSession& session) {
        state->changed = {};
        state->result = work(session, state->changed);
      },
      [this, state](std::exception_ptr error) {
        if (error) return state->promise.set_exception(error);
        learn(state->changed);
        state->promise.set_value(std::move(state->result));
      });
  return done.get();
}

SuppressionFate SuppressionDesk::add(const Suppression& suppression, const std::string& who) {
  return change([&](WriteSession& session, Changed& changed) {
    const TimePoint now = now_();
    const auto fates = put_suppressions(session, index_.hash(), std::span(&suppression, 1), who, now);
    write_audit(session, who, "suppression.add", audit_subject(suppression.subject),
                words_of(suppression.terms), now);
    changed.added.push_back(suppression);
    return fates.front();
  });
}

std::vector<SuppressionFate> SuppressionDesk::add_all(std::span<const Suppression> suppressions,
                                                      const std::string& who) {
  const std::vector<KeyedSuppression> sorted = by_key(suppressions, index_.hash());
  std::vector<SuppressionFate> fates(suppressions.size());
  for (std::size_t at = 0; at < sorted.size(); at += kTogether) {
    const auto some = std::span(sorted).subspan(at, std::min(kTogether, sorted.size() - at));
    const auto put = change([&](WriteSession& session, Changed& changed) {
      for (const KeyedSuppression& one : some) changed.added.push_back(*one.suppression);
      return put_suppressions(session, some, who, now_());
    });
    for (std::size_t i = 0; i < some.size(); ++i)
      fates[static_cast<std::size_t>(some[i].suppression - suppressions.data())] = put[i];
  }
  return fates;
}

bool SuppressionDesk::Consequences::store(WriteSession& session, std::span<const Suppression> suppressions,
                                          const std::string& who) {
  const TimePoint now = desk_.now_();
  const auto fates = put_suppressions(session, desk_.index_.hash(), suppressions, who, now);
  bool any = false;
  for (std::size_t at = 0; at < suppressions.size(); ++at) {
    if (fates[at] == SuppressionFate::unchanged) continue;
    any = true;
    const Suppression& one = suppressions[at];
    write_audit(session, who, "suppression.add", audit_subject(one.subject), words_of(one.terms), now);
    stored_.push_back(one);
  }
  return any;
}

void SuppressionDesk::Consequences::known() {
  desk_.learn({.added = std::move(stored_), .keys = {}, .terms = {}});
}

void SuppressionDesk::remove(const domain::SuppressionSubject& subject, const WhichSuppressions& which,
                             const std::string& who, const std::string& reason) {
  (void)change([&](WriteSession& session, Changed& changed) {
    changed.keys = remove_suppressions(session, index_.hash(), subject, which, who, reason, now_());
    if (changed.keys.empty()) throw NotFound("nothing is suppressed for that address or customer");
    changed.read(session);
    write_audit(session, who, "suppression.remove", audit_subject(subject), reason, now_());
    return true;
  });
}

Erasure SuppressionDesk::erase(const std::string& code, const std::string& who) {
  Erasure out = change([&](WriteSession& session, Changed& changed) {
    Erasure done = erase_customer(session, index_.hash(), code, who, now_());
    changed.keys = done.keys;
    changed.read(session);
    return done;
  });
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

void SuppressionDesk::learn(const Changed& changed) {
  for (const Suppression& one : changed.added) index_.add(key_of(index_.hash(), one), one.terms);
  for (std::size_t at = 0; at < changed.keys.size(); ++at) index_.set(changed.keys[at], changed.terms[at]);
}

}  // namespace triand::store
