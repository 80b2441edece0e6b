#include <map>

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
