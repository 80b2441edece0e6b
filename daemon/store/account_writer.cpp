#include "daemon/store/account_writer.hpp"

#include "daemon/store/account_standing.hpp"
#include "daemon/store/campaign_writer.hpp"
#include "daemon/store/store_error.hpp"

namespace triand::store {
namespace {

// Somebody else must be able to undo what is done next.
void refuse_last_administrator(WriteSession& session, const std::string& name, const AccountStanding& before,
                               const AccountChange& by) {
  if (by.who != name || before.role != kAdministrator || before.disabled) return;
  auto& others =
      session.prepare("SELECT count(*) FROM user WHERE role = 'admin' AND disabled = 0 AND name <> ?");
  others.bind(1, name);
  const bool alone = others.executeStep() && others.getColumn(0).getInt() == 0;
  others.reset();
  if (alone)
    throw Refused(
        "you are the last administrator; make somebody else one first: trianctl users role NAME admin");
}

std::int64_t unit_of(WriteSession& session, const std::string& prefix) {
  auto& find = session.prepare("SELECT id FROM unit WHERE prefix = ? AND id <> 0");
  find.bind(1, prefix);
  const bool found = find.executeStep();
  const std::int64_t id = found ? find.getColumn(0).getInt64() : 0;
  find.reset();
  if (!found) throw NotFound("there is no unit " + prefix + "; give a unit's code prefix, such as PA05");
  return id;
}

void set_units(WriteSession& session, const std::string& name, const std::vector<std::string>& units) {
  auto& clear = session.prepare("DELETE FROM user_unit WHERE user_name = ?");
  clear.bind(1, name);
  clear.exec();
  for (const std::string& prefix : units) {
    const std::int64_t unit = unit_of(session, prefix);
    auto& insert = session.prepare("INSERT OR IGNORE INTO user_unit (user_name, unit_id) VALUES (?, ?)");
    insert.bind(1, name);
    insert.bind(2, unit);
    insert.exec();
  }
}

std::vector<std::string> units_of(WriteSession& session, const std::string& name) {
  auto& find = session.prepare(
      "SELECT u.prefix FROM user_unit l JOIN unit u ON u.id = l.unit_id WHERE l.user_name = ? ORDER BY 1");
  find.bind(1, name);
  std::vector<std::string> out;
  while (find.executeStep()) out.push_back(find.getColumn(0).getString());
  find.reset();
  return out;
}

// "operator PA05 PA22": what the audit says of a role.
std::string words_of(const std::string& role, const std::vector<std::string>& units) {
  std::string out = role;
  for (const std::string& unit : units) out += " " + unit;
  return out;
}

// What was given out for the account as it was is over: sessions look at the time, tokens are gone. No two changes have
// the same time, whatever the clock does.
void mark_changed(WriteSession& session, const std::string& name, const AccountChange& by) {
  auto& update =
      session.prepare("UPDATE user SET changed_by = ?, changed_at = max(?, changed_at + 1) WHERE name = ?");
  update.bind(1, by.who);
  update.bind(2, to_ms(by.now));
  update.bind(3, name);
  update.exec();
  auto& clear = session.prepare("DELETE FROM api_token WHERE user_name = ?");
  clear.bind(1, name);
  clear.exec();
}

void refuse_a_twin(WriteSession& session, const std::string& name) {
  auto& find = session.prepare("SELECT name FROM user WHERE name = ? COLLATE NOCASE");
  find.bind(1, name);
  const bool found = find.executeStep();
  const std::string twin = found ? find.getColumn(0).getString() : std::string();
  find.reset();
  if (found) throw WrongState("there is an account " + twin + " already; change it instead");
}

}  // namespace

void add_account(WriteSession& session, const NewAccount& account, const AccountChange& by) {
  refuse_former_administrator(session, by);
  refuse_a_twin(session, account.name);
  auto& insert = session.prepare(
      "INSERT INTO user (name, role, password, created_by, created_at, changed_by, changed_at) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?4, ?5)");
  insert.bind(1, account.name);
  insert.bind(2, account.role);
  insert.bind(3, account.password_hash);
  insert.bind(4, by.who);
  insert.bind(5, to_ms(by.now));
  insert.exec();
  set_units(session, account.name, account.units);
  write_audit(session, by.who, "user.add", account.name, words_of(account.role, account.units), by.now);
}

void set_account_password(WriteSession& session, const std::string& name, const std::string& password_hash,
                          const AccountChange& by) {
  refuse_former_administrator(session, by);
  (void)standing_of(session, name);
  auto& update = session.prepare("UPDATE user SET password = ? WHERE name = ?");
  update.bind(1, password_hash);
  update.bind(2, name);
  update.exec();
  mark_changed(session, name, by);
  write_audit(session, by.who, "user.passwd", name, password_hash.empty() ? "taken away" : "", by.now);
}

void set_own_password(WriteSession& session, const std::string& name, const std::string& before,
                      const std::string& password_hash, TimePoint now) {
  auto& update =
      session.prepare("UPDATE user SET password = ? WHERE name = ? AND password = ? AND disabled = 0");
  update.bind(1, password_hash);
  update.bind(2, name);
  update.bind(3, before);
  if (update.exec() != 1) throw Refused("the account was changed meanwhile; log in again");
  mark_changed(session, name, {name, now});
  write_audit(session, name, "user.passwd", name, "own", now);
}

void set_account_role(WriteSession& session, const std::string& name, const std::string& role,
                      const std::optional<std::vector<std::string>>& units, const AccountChange& by) {
  refuse_former_administrator(session, by);
  const AccountStanding before = standing_of(session, name);
  if (role != kAdministrator) refuse_last_administrator(session, name, before, by);
  if (units) set_units(session, name, *units);
  const std::vector<std::string> now = units_of(session, name);
  if (role == kAdministrator && !now.empty())
    throw Refused(name + " is limited to units and an administrator is not; say --all-units");
  auto& update = session.prepare("UPDATE user SET role = ? WHERE name = ?");
  update.bind(1, role);
  update.bind(2, name);
  update.exec();
  mark_changed(session, name, by);
  write_audit(session, by.who, "user.role", name, words_of(role, now), by.now);
}

void set_account_disabled(WriteSession& session, const std::string& name, bool disabled,
                          const AccountChange& by) {
  refuse_former_administrator(session, by);
  const AccountStanding before = standing_of(session, name);
  if (before.disabled == disabled)
    throw WrongState("the account " + name + " is " + (disabled ? "disabled" : "enabled") + " already");
  if (disabled) refuse_last_administrator(session, name, before, by);
  auto& update = session.prepare("UPDATE user SET disabled = ? WHERE name = ?");
  update.bind(1, disabled ? 1 : 0);
  update.bind(2, name);
  update.exec();
  mark_changed(session, name, by);
  write_audit(session, by.who, disabled ? "user.disable" : "user.enable", name, "", by.now);
}

}  // namespace triand::store
