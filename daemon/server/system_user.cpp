#include "daemon/server/system_user.hpp"

#include <pwd.h>
#include <sys/socket.h>

#include <cerrno>
#include <system_error>
#include <utility>
#include <vector>

namespace triand::server {

uid_t peer_uid(int descriptor) {
  ucred credentials{};
  socklen_t size = sizeof credentials;
  if (getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &credentials, &size) != 0) {
    throw std::system_error(errno, std::generic_category(), "cannot tell who is at the control socket");
  }
  return credentials.uid;
}

std::string user_name_of(uid_t uid) {
  std::vector<char> room(16 * 1024);
  passwd entry{};
  passwd* found = nullptr;
  if (getpwuid_r(uid, &entry, room.data(), room.size(), &found) == 0 && found != nullptr)
    return found->pw_name;
  return "uid " + std::to_string(uid);
}

bool is_administrator(uid_t uid, uid_t own_uid) { return uid == 0 || uid == own_uid; }

std::optional<Caller> caller_of(uid_t uid, uid_t own_uid, const std::string& user_name,
                                const RoleOf& role_of) {
  if (is_administrator(uid, own_uid)) return Caller{user_name, Role::admin, true, {}, true};
  std::optional<Grant> grant = role_of ? role_of(user_name) : std::nullopt;
  if (!grant) return std::nullopt;
  return Caller{.name = user_name,
                .role = grant->role,
                .local = true,
                .units = std::move(grant->units),
                .account_changed = grant->changed_at};
}

}  // namespace triand::server
