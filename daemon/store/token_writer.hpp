#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "daemon/store/account_writer.hpp"
#include "daemon/store/time.hpp"
#include "daemon/store/write_session.hpp"

namespace triand::store {

struct NewToken {
  std::string account;
  std::string name;  // what it is for
  std::string hash;  // SHA-256 of the token, in hex
  TimePoint expires_at;
};

inline constexpr int kMostTokens = 20;  // of one account

// The account itself, or an administrator, makes and revokes tokens; both are audited in the same transaction. The
// token's id. NotFound: there is no such account. WrongState: it is disabled, or has a token of that name. Refused: it has
// kMostTokens, or whoever asks is no administrator any more, or his account was changed since he came in.
[[nodiscard]] std::int64_t add_token(WriteSession& session, const NewToken& token, const AccountChange& by);

// NotFound: the account has no such token (any more).
void revoke_token(WriteSession& session, const std::string& account, std::int64_t id,
                  const AccountChange& by);

// When tokens were used last, by their ids.
void note_token_uses(WriteSession& session, const std::map<std::int64_t, TimePoint>& uses);

}  // namespace triand::store
