#include "daemon/server/console/session_book.hpp"

#include <algorithm>
#include <utility>

#include "channels/digest.hpp"

namespace triand::server {
namespace {

bool is_over(const ConsoleSession& session, schedule::SteadyTime now) {
  return now - session.used >= SessionBook::kIdle || now - session.began >= SessionBook::kLongest;
}

std::string hash_of(const std::string& id) { return channels::sha256_hex({id}); }

}  // namespace

void SessionBook::drop_ended(schedule::SteadyTime now) {
  std::erase_if(sessions_, [now](const auto& entry) { return is_over(entry.second, now); });
}

void SessionBook::make_room(const std::string& account) {
  const auto of_account = [&](const auto& entry) { return entry.second.account == account; };
  const bool too_many_each =
      static_cast<std::size_t>(std::count_if(sessions_.begin(), sessions_.end(), of_account)) >= kMostEach;
  if (!too_many_each && sessions_.size() < kMost) return;
  auto oldest = sessions_.end();
  for (auto at = sessions_.begin(); at != sessions_.end(); ++at) {
    if (too_many_each && !of_account(*at)) continue;
    if (oldest == sessions_.end() || at->second.used < oldest->second.used) oldest = at;
  }
  sessions_.erase(oldest);
}

void SessionBook::begin(const std::string& id, ConsoleSession session, schedule::SteadyTime now) {
  session.began = now;
  session.used = now;
  const std::lock_guard lock(mutex_);
  drop_ended(now);
  make_room(session.account);
  sessions_[hash_of(id)] = std::move(session);
}

ConsoleSession* SessionBook::find(const std::string& id, schedule::SteadyTime now) {
  const auto found = sessions_.find(hash_of(id));
  if (found == sessions_.end()) return nullptr;
  if (!is_over(found->second, now)) return &found->second;
  sessions_.erase(found);
  return nullptr;
}

std::optional<ConsoleSession> SessionBook::use(const std::string& id, schedule::SteadyTime now) {
  const std::lock_guard lock(mutex_);
  ConsoleSession* session = find(id, now);
  if (session == nullptr) return std::nullopt;
  session->used = now;
  return *session;
}

std::optional<ConsoleSession> SessionBook::look(const std::string& id, schedule::SteadyTime now) {
  const std::lock_guard lock(mutex_);
  const ConsoleSession* session = find(id, now);
  if (session == nullptr) return std::nullopt;
  return *session;
}

std::optional<ConsoleSession> SessionBook::end(const std::string& id) {
  const std::lock_guard lock(mutex_);
  const auto found = sessions_.find(hash_of(id));
  if (found == sessions_.end()) return std::nullopt;
  ConsoleSession ended = std::move(found->second);
  sessions_.erase(found);
  return ended;
}

std::size_t SessionBook::size() const {
  const std::lock_guard lock(mutex_);
  return sessions_.size();
}

}  // namespace triand::server
