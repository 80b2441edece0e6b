#include "daemon/store/suppression_writer.hpp"

#include <set>
#include <utility>

namespace triand::store {
namespace {

using domain::Suppression;
using domain::SuppressionTerms;

std::int64_t as_stored(std::uint64_t key) { return static_cast<std::int64_t>(key); }

std::optional<TimePoint> until_of(const SQLite::Column& column) {
  if (column.isNull()) return std::nullopt;
  return from_ms(column.getInt64());
}

void bind_until(SQLite::Statement& statement, int at, const std::optional<TimePoint>& until) {
  until ? statement.bind(at, to_ms(*until)) : statement.bind(at);
}

void keep_in_history(WriteSession& session, std::int64_t id, const std::string& who,
                     const std::string& reason, TimePoint now) {
  auto& keep = session.prepare(
      "INSERT INTO suppression_history (suppression_id, key, kind, subject, scope, class, reason, note, "
      "since, until, who, ended_at, ended_by, end_reason) SELECT id, key, kind, subject, scope, class, "
      "reason, note, since, until, who, ?2, ?3, ?4 FROM suppression WHERE id = ?1");
  keep.bind(1, id);
  keep.bind(2, to_ms(now));
  keep.bind(3, who);
  keep.bind(4, reason);
  keep.exec();
}

void insert(WriteSession& session, std::uint64_t key, const Suppression& one, const std::string& who,
            TimePoint now) {
  auto& insert = session.prepare(
      "INSERT INTO suppression (key, kind, subject, scope, class, reason, note, since, until, who) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  insert.bind(1, as_stored(key));
  insert.bind(2, static_cast<int>(one.subject.kind));
  insert.bindNoCopy(3, one.subject.text);
  insert.bind(4, static_cast<int>(one.terms.scope));
  insert.bind(5, static_cast<int>(one.terms.about));
  insert.bind(6, static_cast<int>(one.terms.reason));
  insert.bindNoCopy(7, one.note);
  insert.bind(8, to_ms(now));
  bind_until(insert, 9, one.terms.until);
  insert.bindNoCopy(10, who);
  insert.exec();
}

void extend(WriteSession& session, std::int64_t id, const Suppression& one, const std::string& who,
            TimePoint now) {
  keep_in_history(session, id, who, "extended", now);
  auto& update =
      session.prepare("UPDATE suppression SET reason = ?, note = ?, until = ?, who = ? WHERE id = ?");
  update.bind(1, static_cast<int>(one.terms.reason));
  update.bind(2, one.note);
  bind_until(update, 3, one.terms.until);
  update.bind(4, who);
  update.bind(5, id);
  update.exec();
}

SuppressionFate put(WriteSession& session, std::uint64_t key, const Suppression& one, const std::string& who,
                    TimePoint now) {
  auto& find = session.prepare("SELECT id, until FROM suppression WHERE key = ? AND scope = ? AND class = ?");
  find.bind(1, as_stored(key));
  find.bind(2, static_cast<int>(one.terms.scope));
  find.bind(3, static_cast<int>(one.terms.about));
  if (!find.executeStep()) {
    insert(session, key, one, who, now);
    return SuppressionFate::added;
  }
  const std::int64_t id = find.getColumn(0).getInt64();
  const SuppressionTerms known{
      .scope = one.terms.scope, .about = one.terms.about, .until = until_of(find.getColumn(1))};
  find.reset();
  if (!domain::extends(known, one.terms)) return SuppressionFate::unchanged;
  extend(session, id, one, who, now);
  return SuppressionFate::extended;
}

struct Held {
  std::int64_t id = 0;
  std::uint64_t key = 0;
  bool by_erasure = false;
  std::int64_t customer = 0;
};

std::vector<Held> read_held(SQLite::Statement& rows) {
  std::vector<Held> out;
  while (rows.executeStep())
    out.push_back({rows.getColumn(0).getInt64(), static_cast<std::uint64_t>(rows.getColumn(1).getInt64()),
                   rows.getColumn(2).getInt() == static_cast<int>(domain::Reason::erased),
                   rows.getColumn(3).getInt64()});
  return out;
}

std::vector<Held> held_of(WriteSession& session, std::uint64_t key, const WhichSuppressions& which) {
  auto& find = session.prepare(
      "SELECT id, key, reason, customer_id FROM suppression WHERE key = ?1 AND (?2 < 0 OR scope = ?2) "
      "AND (?3 < 0 OR class = ?3)");
  find.bind(1, as_stored(key));
  find.bind(2, which.scope ? static_cast<int>(*which.scope) : -1);
  find.bind(3, which.about ? static_cast<int>(*which.about) : -1);
  return read_held(find);
}

std::vector<Held> held_by_erasure(WriteSession& session, std::int64_t customer) {
  auto& find = session.prepare(
      "SELECT id, key, reason, customer_id FROM suppression WHERE customer_id = ? AND customer_id <> 0");
  find.bind(1, customer);
  return read_held(find);
}

void lift_erasure(WriteSession& session, std::int64_t customer, TimePoint now) {
  auto& lift = session.prepare("UPDATE erasure SET lifted_at = ? WHERE customer_id = ?");
  lift.bind(1, to_ms(now));
  lift.bind(2, customer);
  lift.exec();
}

}  // namespace

std::vector<SuppressionFate> put_suppressions(WriteSession& session, const domain::SubjectHash& hash,
                                              std::span<const Suppression> suppressions,
                                              const std::string& who, TimePoint now) {
  std::vector<KeyedSuppression> keyed;
  keyed.reserve(suppressions.size());
  for (const Suppression& one : suppressions)
    keyed.push_back({hash(one.subject.kind, one.subject.text), &one});
  return put_suppressions(session, keyed, who, now);
}

std::vector<SuppressionFate> put_suppressions(WriteSession& session,
                                              std::span<const KeyedSuppression> suppressions,
                                              const std::string& who, TimePoint now) {
  std::vector<SuppressionFate> out;
  out.reserve(suppressions.size());
  for (const KeyedSuppression& one : suppressions)
    out.push_back(put(session, one.key, *one.suppression, who, now));
  return out;
}

std::vector<std::uint64_t> remove_suppressions(WriteSession& session, const domain::SubjectHash& hash,
                                               const domain::SuppressionSubject& subject,
                                               const WhichSuppressions& which, const std::string& who,
                                               const std::string& reason, TimePoint now) {
  std::vector<Held> all = held_of(session, hash(subject.kind, subject.text), which);
  std::set<std::int64_t> customers;
  if (subject.kind == domain::SubjectKind::customer)
    for (const Held& one : all)
      if (one.by_erasure) customers.insert(one.customer);
  for (const std::int64_t customer : customers) {
    lift_erasure(session, customer, now);
    for (const Held& one : held_by_erasure(session, customer)) all.push_back(one);
  }
  std::set<std::uint64_t> keys;
  std::set<std::int64_t> done;
  auto& remove = session.prepare("DELETE FROM suppression WHERE id = ?");
  for (const Held& one : all) {
    if (!done.insert(one.id).second) continue;
    keep_in_history(session, one.id, who, reason.empty() ? "removed" : reason, now);
    remove.reset();
    remove.bind(1, one.id);
    remove.exec();
    keys.insert(one.key);
  }
  return {keys.begin(), keys.end()};
}

std::vector<SuppressionTerms> terms_of(WriteSession& session, std::uint64_t key) {
  auto& find = session.prepare("SELECT scope, class, reason, until FROM suppression WHERE key = ?");
  find.bind(1, as_stored(key));
  std::vector<SuppressionTerms> out;
  while (find.executeStep())
    out.push_back({static_cast<domain::SuppressionScope>(find.getColumn(0).getInt()),
                   static_cast<domain::SuppressionClass>(find.getColumn(1).getInt()),
                   static_cast<domain::Reason>(find.getColumn(2).getInt()), until_of(find.getColumn(3))});
  return out;
}

}  // namespace triand::store
