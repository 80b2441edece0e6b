#include <algorithm>
#include <functional>
#include <limits>
#include <utility>

#include "daemon/store/audit_sql.hpp"
#include "daemon/store/call_note.hpp"
#include "daemon/store/reader.hpp"

// Who did what, and who looked.

namespace triand::store {
namespace {

constexpr std::int64_t kLatest = std::numeric_limits<std::int64_t>::max();

using Place = std::pair<std::int64_t, std::int64_t>;  // an entry's time and number

AuditRow read_entry(SQLite::Statement& row) {
  return {row.getColumn(0).getInt64(),  from_ms(row.getColumn(1).getInt64()), row.getColumn(2).getString(),
          row.getColumn(3).getString(), row.getColumn(4).getString(),         row.getColumn(5).getString()};
}

// One question, asked of one action after the other.
class AuditSearch {
 public:
  AuditSearch(StatementCache& statements, const AuditQuestion& question)
      : statements_(statements), question_(question) {}

  std::vector<AuditRow> entries() {
    if (question_.before > 0 && !find_end()) return {};
    for (const std::string& action : actions()) find(action);
    std::vector<AuditRow> out;
    for (const auto& [at, id] : newest_) {
      auto& row = statements_.prepare(kEntry);
      row.bind(1, id);
      if (row.executeStep()) out.push_back(read_entry(row));
      row.reset();
    }
    return out;
  }

 private:
  bool find_end() {
    auto& row = statements_.prepare(kTimeOfEntry);
    row.bind(1, question_.before);
    const bool found = row.executeStep();
    if (found) end_ = {row.getColumn(0).getInt64(), question_.before};
    row.reset();
    return found;
  }

  // Of the words that actions are made of a dot comes before a slash, and nothing behind a brace.
  std::vector<std::string> actions() {
    if (question_.action.empty()) return between("", "{");
    std::vector<std::string> out = between(question_.action + ".", question_.action + "/");
    out.push_back(question_.action);
    return out;
  }

  std::vector<std::string> between(std::string from, const std::string& to) {
    std::vector<std::string> out;
    for (;;) {
      auto& next = statements_.prepare(question_.who.empty() ? kNextAction : kNextActionOf);
      next.bind(1, from);
      next.bind(2, to);
      if (!question_.who.empty()) next.bind(3, question_.who);
      const bool found = next.executeStep();
      if (found) out.push_back(from = next.getColumn(0).getString());
      next.reset();
      if (!found) return out;
    }
  }

  void find(const std::string& action) {
    auto& rows = statements_.prepare(question_.who.empty() ? kNewestEntries : kNewestEntriesOf);
    rows.bind(1, action);
    rows.bind(2, question_.since ? to_ms(*question_.since) : std::numeric_limits<std::int64_t>::min());
    rows.bind(3, end_.first);
    rows.bind(4, end_.second);
    rows.bind(5, question_.limit);
    if (!question_.who.empty()) rows.bind(6, question_.who);
    while (rows.executeStep()) {
      const Place place{rows.getColumn(0).getInt64(), rows.getColumn(1).getInt64()};
      if (is_full() && place < newest_.back()) break;
      newest_.insert(std::ranges::upper_bound(newest_, place, std::greater()), place);
      if (newest_.size() > static_cast<std::size_t>(question_.limit)) newest_.pop_back();
    }
    rows.reset();
  }

  [[nodiscard]] bool is_full() const { return newest_.size() == static_cast<std::size_t>(question_.limit); }

  StatementCache& statements_;
  const AuditQuestion& question_;
  Place end_{kLatest, kLatest};
  std::vector<Place> newest_;  // of the actions so far, newest first, never more than asked for
};

}  // namespace

std::vector<AuditRow> Reader::audit(const AuditQuestion& question) {
  if (question.limit <= 0) return {};
  // What is written meanwhile, or loses its words, belongs to another moment.
  const Snapshot snapshot(*this);
  return AuditSearch(statements_, question).entries();
}

std::vector<AuditRow> Reader::call_notes(const std::string& customer_code, int limit) {
  auto& rows = prepare(kNotesOfCustomer);
  rows.bind(1, customer_code);
  rows.bind(2, kCallNote);
  rows.bind(3, limit);
  std::vector<AuditRow> out;
  while (rows.executeStep()) out.push_back(read_entry(rows));
  rows.reset();
  return out;
}

}  // namespace triand::store
