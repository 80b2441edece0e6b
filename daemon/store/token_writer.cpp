#include "daemon/store/token_writer.hpp"

#include "daemon/store/account_standing.hpp"
#include "daemon/store/campaign_writer.hpp"
#include "daemon/store/store_error.hpp"

namespace triand::store {
namespace {

void refuse_strangers(WriteSession& session, const std::string& account, const AccountChange& by) {
  if (by.who != account) return refuse_former_administrator(session, by);
  refuse_former_self(session, by);
}

// One that has expired makes room for another of its name.
void drop_expired(WriteSession& session, const std::string& account, TimePoint now) {
  auto& clear = session.prepare("DELETE FROM api_token WHERE user_name = ? AND expires_at <= ?");
  clear.bind(1, account);
  clear.bind(2, to_ms(now));
  clear.exec();
}

void refuse_too_many(WriteSession& session, const NewToken& token) {
  auto& find =
      session.prepare("SELECT count(*), coalesce(sum(name = ?2), 0) FROM api_token WHERE user_name = ?1");
  find.bind(1, token.account);
  find.bind(2, token.name);
  (void)find.executeStep();
  const int all = find.getColumn(0).getInt();
  const int of_name = find.getColumn(1).getInt();
  find.reset();
  if (of_name > 0)
    throw WrongState("the account " + token.account + " has a token " + token.name +
                     " already; revoke it first, or choose another name");
  if (all >= kMostTokens)
    throw Refused("the account " + token.account + " has " + std::to_string(kMostTokens) +
                  " tokens; revoke one that is not needed");
}

}  // namespace

std::int64_t add_token(WriteSession& session, const NewToken& token, const AccountChange& by) {
  refuse_strangers(session, token.account, by);
  if (standing_of(session, token.account).disabled)
    throw WrongState("the account " + token.account + " is disabled");
  drop_expired(session, token.account, by.now);
  refuse_too_many(session, token);
  auto& insert = session.prepare(
      "INSERT INTO api_token (hash, user_name, name, created_by, created_at, expires_at) "
      "VALUES (?, ?, ?, ?, ?, ?) RETURNING id");
  insert.bind(1, token.hash);
  insert.bind(2, token.account);
  insert.bind(3, token.name);
  insert.bind(4, by.who);
  insert.bind(5, to_ms(by.now));
  insert.bind(6, to_ms(token.expires_at));
  (void)insert.executeStep();
  const std::int64_t id = insert.getColumn(0).getInt64();
  insert.reset();
  write_audit(session, by.who, "user.token", token.account, token.name, by.now);
  return id;
}

void revoke_token(WriteSession& session, const std::string& account, std::int64_t id,
                  const AccountChange& by) {
  refuse_strangers(session, account, by);
  auto& clear = session.prepare("DELETE FROM api_token WHERE user_name = ? AND id = ? RETURNING name");
  clear.bind(1, account);
  clear.bind(2, id);
  const bool found = clear.executeStep();
  const std::string name = found ? clear.getColumn(0).getString() : std::string();
  clear.reset();
  if (!found) throw NotFound("the account " + account + " has no such token");
  write_audit(session, by.who, "user.token_revoke", account, name, by.now);
}

void note_token_uses(WriteSession& session, const std::map<std::int64_t, TimePoint>& uses) {
  for (const auto& [id, at] : uses) {
    auto& update = session.prepare("UPDATE api_token SET used_at = max(used_at, ?) WHERE id = ?");
    update.bind(1, to_ms(at));
    update.bind(2, id);
    update.exec();
  }
}

}  // namespace triand::store
