#include "daemon/store/reader.hpp"

namespace triand::store {
namespace {

#define TRIAND_IMPORT_COLUMNS "id, file, state, who, started_at, finished_at, content, report"

ImportRow read_import(SQLite::Statement& row) {
  ImportRow out;
  out.id = row.getColumn(0).getInt64();
  out.file = row.getColumn(1).getString();
  out.state = row.getColumn(2).getString();
  out.who = row.getColumn(3).getString();
  out.started_at = from_ms(row.getColumn(4).getInt64());
  out.finished_at = from_ms(row.getColumn(5).getInt64());
  out.content = row.getColumn(6).getString();
  out.report = row.getColumn(7).getString();
  return out;
}

std::optional<ImportRow> one(SQLite::Statement& rows) {
  std::optional<ImportRow> out;
  if (rows.executeStep()) out = read_import(rows);
  rows.reset();
  return out;
}

}  // namespace

std::vector<ImportRow> Reader::imports(int limit) {
  auto& rows = prepare("SELECT " TRIAND_IMPORT_COLUMNS " FROM import ORDER BY id DESC LIMIT ?");
  rows.bind(1, limit);
  std::vector<ImportRow> out;
  while (rows.executeStep()) out.push_back(read_import(rows));
  rows.reset();
  return out;
}

std::optional<ImportRow> Reader::import(std::int64_t id) {
  auto& rows = prepare("SELECT " TRIAND_IMPORT_COLUMNS " FROM import WHERE id = ?");
  rows.bind(1, id);
  return one(rows);
}

std::optional<ImportRow> Reader::import_of_content(const std::string& content, std::int64_t except) {
  auto& rows = prepare("SELECT " TRIAND_IMPORT_COLUMNS
                       " FROM import WHERE content = ? AND id <> ? AND state IN ('done', 'interrupted') "
                       "ORDER BY id DESC LIMIT 1");
  rows.bind(1, content);
  rows.bind(2, except);
  return one(rows);
}

std::vector<std::int64_t> Reader::written_by(std::int64_t import, std::int64_t after, int limit) {
  auto& rows = prepare(
      "SELECT id FROM customer c WHERE id > ?2 AND (written_by = ?1 OR (version > 1 AND EXISTS (SELECT 1 "
      "FROM "
      "customer_history h WHERE h.customer_id = c.id AND h.written_by = ?1))) ORDER BY id LIMIT ?3");
  rows.bind(1, import);
  rows.bind(2, after);
  rows.bind(3, limit);
  std::vector<std::int64_t> out;
  while (rows.executeStep()) out.push_back(rows.getColumn(0).getInt64());
  rows.reset();
  return out;
}

}  // namespace triand::store
