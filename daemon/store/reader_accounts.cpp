#include <map>

#include "daemon/store/call_note.hpp"
#include "daemon/store/reader.hpp"

namespace triand::store {

std::vector<AccountRow> Reader::accounts() {
  std::map<std::string, std::vector<std::string>> units;
  auto& limits = prepare(
      "SELECT l.user_name, u.prefix FROM user_unit l JOIN unit u ON u.id = l.unit_id ORDER BY u.prefix");
  while (limits.executeStep())
    units[limits.getColumn(0).getString()].push_back(limits.getColumn(1).getString());
  limits.reset();
  auto& rows = prepare(
      "SELECT name, role, password <> '', disabled, created_by, created_at, changed_by, changed_at FROM user "
      "ORDER BY name");
  std::vector<AccountRow> out;
  while (rows.executeStep()) {
    AccountRow row;
    row.name = rows.getColumn(0).getString();
    row.role = rows.getColumn(1).getString();
    row.units = units[row.name];
    row.has_password = rows.getColumn(2).getInt() != 0;
    row.disabled = rows.getColumn(3).getInt() != 0;
    row.created_by = rows.getColumn(4).getString();
    row.created_at = from_ms(rows.getColumn(5).getInt64());
    row.changed_by = rows.getColumn(6).getString();
    row.changed_at = from_ms(rows.getColumn(7).getInt64());
    out.push_back(std::move(row));
  }
  rows.reset();
  return out;
}

std::optional<LogInAccount> Reader::log_in_account(const std::string& name) {
  auto& rows = prepare("SELECT name, password, disabled, changed_at FROM user WHERE name = ?");
  rows.bind(1, name);
  std::optional<LogInAccount> out;
  if (rows.executeStep())
    out = LogInAccount{rows.getColumn(0).getString(), rows.getColumn(1).getString(),
                       rows.getColumn(2).getInt() != 0, from_ms(rows.getColumn(3).getInt64())};
  rows.reset();
  return out;
}

std::vector<TokenRow> Reader::tokens(const std::string& account) {
  auto& rows = prepare(
      "SELECT id, name, created_by, created_at, expires_at, used_at FROM api_token WHERE user_name = ? "
      "ORDER BY id");
  rows.bind(1, account);
  std::vector<TokenRow> out;
  while (rows.executeStep())
    out.push_back({rows.getColumn(0).getInt64(), rows.getColumn(1).getString(), rows.getColumn(2).getString(),
                   from_ms(rows.getColumn(3).getInt64()), from_ms(rows.getColumn(4).getInt64()),
                   from_ms(rows.getColumn(5).getInt64())});
  rows.reset();
  return out;
}

std::vector<TokenInForce> Reader::tokens_in_force() {
  auto& rows = prepare(
      "SELECT t.id, t.hash, t.user_name, t.expires_at FROM api_token t JOIN user u ON u.name = t.user_name "
      "WHERE u.disabled = 0");
  std::vector<TokenInForce> out;
  while (rows.executeStep())
    out.push_back({rows.getColumn(0).getInt64(), rows.getColumn(1).getString(), rows.getColumn(2).getString(),
                   from_ms(rows.getColumn(3).getInt64())});
  rows.reset();
  return out;
}

namespace {

std::vector<AuditRow> read_audit(SQLite::Statement& rows) {
  std::vector<AuditRow> out;
  while (rows.executeStep())
    out.push_back({rows.getColumn(0).getInt64(), from_ms(rows.getColumn(1).getInt64()),
                   rows.getColumn(2).getString(), rows.getColumn(3).getString(),
                   rows.getColumn(4).getString(), rows.getColumn(5).getString()});
  rows.reset();
  return out;
}

}  // namespace

std::vector<AuditRow> Reader::audit(const AuditQuestion& question) {
  auto& rows = prepare(
      "SELECT id, at, who, action, subject, reason FROM audit "
      "WHERE (?1 = 0 OR id < ?1) AND (?2 IS NULL OR at >= ?2) AND (?3 = '' OR who = ?3) "
      "AND (?4 = '' OR action = ?4 OR substr(action, 1, length(?4) + 1) = ?4 || '.') ORDER BY id DESC LIMIT "
      "?5");
  rows.bind(1, question.before);
  if (question.since) rows.bind(2, to_ms(*question.since));
  rows.bind(3, question.who);
  rows.bind(4, question.action);
  rows.bind(5, question.limit);
  return read_audit(rows);
}

std::vector<AuditRow> Reader::call_notes(const std::string& customer_code, int limit) {
  auto& rows = prepare(
      "SELECT id, at, who, action, subject, reason FROM audit WHERE subject = ? AND action = ? ORDER BY id "
      "DESC LIMIT ?");
  rows.bind(1, customer_code);
  rows.bind(2, kCallNote);
  rows.bind(3, limit);
  return read_audit(rows);
}

std::int64_t Reader::spent_in(std::int64_t campaign, const std::vector<std::string>& units) {
  std::int64_t out = 0;
  for (const std::string& unit : units) {
    auto& rows = prepare(
        "SELECT coalesce(sum(q.spent), 0) FROM queue q JOIN unit u ON u.id = q.unit_id WHERE q.campaign_id = "
        "? "
        "AND u.prefix = ?");
    rows.bind(1, campaign);
    rows.bind(2, unit);
    if (rows.executeStep()) out += rows.getColumn(0).getInt64();
    rows.reset();
  }
  return out;
}

}  // namespace triand::store
