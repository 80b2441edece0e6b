#include <charconv>

#include "daemon/store/reader.hpp"
#include "daemon/store/store_error.hpp"

namespace triand::store {
namespace {

#define TRIAND_SUPPRESSION_COLUMNS "kind, subject, scope, class, reason, note, since, until, who"

domain::SuppressionTerms read_terms(SQLite::Statement& row, int first) {
  domain::SuppressionTerms out;
  out.scope = static_cast<domain::SuppressionScope>(row.getColumn(first).getInt());
  out.about = static_cast<domain::SuppressionClass>(row.getColumn(first + 1).getInt());
  out.reason = static_cast<domain::Reason>(row.getColumn(first + 2).getInt());
  return out;
}

SuppressionRow read_row(SQLite::Statement& row) {
  SuppressionRow out;
  out.id = row.getColumn(0).getInt64();
  auto& one = out.suppression;
  one.subject.kind = static_cast<domain::SubjectKind>(row.getColumn(1).getInt());
  one.subject.text = row.getColumn(2).getString();
  one.terms = read_terms(row, 3);
  one.note = row.getColumn(6).getString();
  out.since = from_ms(row.getColumn(7).getInt64());
  if (const auto until = row.getColumn(8); !until.isNull()) one.terms.until = from_ms(until.getInt64());
  out.who = row.getColumn(9).getString();
  return out;
}

std::uint64_t half_of(const std::string& key, std::size_t from) {
  std::uint64_t out = 0;
  if (key.size() != 32 ||
      std::from_chars(key.data() + from, key.data() + from + 16, out, 16).ptr != key.data() + from + 16)
    throw StoreError("the database has no usable subject_key; restore a backup");
  return out;
}

}  // namespace

std::string Reader::subject_key() {
  auto& rows = prepare("SELECT value FROM meta WHERE key = 'subject_key'");
  std::string key = rows.executeStep() ? rows.getColumn(0).getString() : std::string();
  rows.reset();
  return key;
}

domain::SubjectHash Reader::subject_hash() {
  const std::string key = subject_key();
  return domain::SubjectHash({half_of(key, 0), half_of(key, 16)});
}

std::string Reader::signing_key() {
  auto& rows = prepare("SELECT value FROM meta WHERE key = 'signing_key'");
  std::string key = rows.executeStep() ? rows.getColumn(0).getString() : std::string();
  rows.reset();
  if (key.size() != 64) throw StoreError("the database has no usable signing_key; restore a backup");
  return key;
}

std::string Reader::kept_value(const std::string& key) {
  auto& rows = prepare("SELECT value FROM meta WHERE key = ?");
  rows.bind(1, key);
  std::string value = rows.executeStep() ? rows.getColumn(0).getString() : std::string();
  rows.reset();
  return value;
}

std::vector<SuppressionRow> Reader::suppressions(std::int64_t before, int limit) {
  auto& rows = prepare("SELECT id, " TRIAND_SUPPRESSION_COLUMNS
                       " FROM suppression WHERE id < ? ORDER BY id DESC LIMIT ?");
  rows.bind(1, before == 0 ? INT64_MAX : before);
  rows.bind(2, limit);
  std::vector<SuppressionRow> out;
  while (rows.executeStep()) out.push_back(read_row(rows));
  return out;
}

std::vector<SuppressionRow> Reader::suppressions_of(std::uint64_t key) {
  auto& rows =
      prepare("SELECT id, " TRIAND_SUPPRESSION_COLUMNS " FROM suppression WHERE key = ? ORDER BY id DESC");
  rows.bind(1, static_cast<std::int64_t>(key));
  std::vector<SuppressionRow> out;
  while (rows.executeStep()) out.push_back(read_row(rows));
  return out;
}

std::vector<FormerSuppression> Reader::former_suppressions_of(std::uint64_t key) {
  auto& rows = prepare("SELECT suppression_id, " TRIAND_SUPPRESSION_COLUMNS
                       ", ended_at, ended_by, end_reason FROM suppression_history WHERE key = ? ORDER BY id "
                       "DESC LIMIT 1000");
  rows.bind(1, static_cast<std::int64_t>(key));
  std::vector<FormerSuppression> out;
  while (rows.executeStep())
    out.push_back({read_row(rows), from_ms(rows.getColumn(10).getInt64()), rows.getColumn(11).getString(),
                   rows.getColumn(12).getString()});
  return out;
}

void Reader::for_each_suppression(
    TimePoint now, const std::function<void(std::uint64_t, const domain::SuppressionTerms&)>& visit) {
  auto& rows =
      prepare("SELECT key, scope, class, reason, until FROM suppression WHERE until IS NULL OR until > ?");
  rows.bind(1, to_ms(now));
  while (rows.executeStep()) {
    domain::SuppressionTerms terms = read_terms(rows, 1);
    if (const auto until = rows.getColumn(4); !until.isNull()) terms.until = from_ms(until.getInt64());
    visit(static_cast<std::uint64_t>(rows.getColumn(0).getInt64()), terms);
  }
  rows.reset();
}

std::optional<ErasureView> Reader::erasure_of(std::int64_t customer) {
  auto& rows = prepare("SELECT at, who, version, lifted_at FROM erasure WHERE customer_id = ?");
  rows.bind(1, customer);
  std::optional<ErasureView> out;
  if (rows.executeStep())
    out = {from_ms(rows.getColumn(0).getInt64()), rows.getColumn(1).getString(), rows.getColumn(2).getInt64(),
           rows.getColumn(3).getInt64() != 0};
  rows.reset();
  return out;
}

bool Reader::is_erased(const DeliveryView& view) {
  const auto erasure = erasure_of(view.customer_id);
  if (!erasure) return false;
  return !erasure->lifted || view.reason == domain::Reason::erased ||
         (view.customer_version != 0 && view.customer_version <= erasure->version);
}

}  // namespace triand::store
