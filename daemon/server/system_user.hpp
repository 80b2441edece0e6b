#pragma once

#include <sys/types.h>

#include <functional>
#include <optional>
#include <string>

#include "daemon/server/caller.hpp"
#include "daemon/server/grant.hpp"

namespace triand::server {

// What a system user may do who is neither root nor the service itself; nullopt: nothing. Network thread.
using RoleOf = std::function<std::optional<Grant>(const std::string& user_name)>;

// The uid at the other end of a Unix socket (SO_PEERCRED: as it was when the peer connected). Throws
// std::system_error.
[[nodiscard]] uid_t peer_uid(int descriptor);

// The system user's name, or "uid 1234" when the system knows none.
[[nodiscard]] std::string user_name_of(uid_t uid);

// Whether a uid is root's or the service's own: both may do everything, with no account.
[[nodiscard]] bool is_administrator(uid_t uid, uid_t own_uid);

// Who a uid is to us: an administrator, or looked up.
[[nodiscard]] std::optional<Caller> caller_of(uid_t uid, uid_t own_uid, const std::string& user_name,
                                              const RoleOf& role_of);

}  // namespace triand::server
