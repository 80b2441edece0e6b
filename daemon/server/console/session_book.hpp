#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "daemon/schedule/moment.hpp"

namespace triand::server {

// Somebody who has logged in to the console.
struct ConsoleSession {
  std::string account;
  schedule::WallTime account_changed;  // the account's last change when the session began
  std::string form_token;              // what its forms carry
  schedule::SteadyTime began;
  schedule::SteadyTime used;
  bool signed_on = false;  // began at the reverse proxy's word, and is good as long as that stands
};

// The console's sessions, in memory: the end of the service, or a reload, ends them all. An id is never kept, only its
// hash. Any thread.
class SessionBook {
 public:
  static constexpr std::chrono::minutes kIdle{30};
  static constexpr std::chrono::hours kLongest{12};
  static constexpr std::size_t kMost = 5000;
  static constexpr std::size_t kMostEach = 10;  // of one account; a further one ends the oldest

  // `id` and the session's form token are new secret tokens; `began` and `used` are set here.
  void begin(const std::string& id, ConsoleSession session, schedule::SteadyTime now);
  // The session, which is used by that; nullopt: there is none, or it is over.
  [[nodiscard]] std::optional<ConsoleSession> use(const std::string& id, schedule::SteadyTime now);
  // The same without use: a page that asks by itself keeps nobody logged in.
  [[nodiscard]] std::optional<ConsoleSession> look(const std::string& id, schedule::SteadyTime now);
  // The session that has ended by this; nullopt: there was none.
  std::optional<ConsoleSession> end(const std::string& id);

  [[nodiscard]] std::size_t size() const;

 private:
  using Sessions = std::map<std::string, ConsoleSession>;

  // With the lock held.
  void drop_ended(schedule::SteadyTime now);
  void make_room(const std::string& account);
  // nullptr: there is none, or it is over, and is gone by that.
  ConsoleSession* find(const std::string& id, schedule::SteadyTime now);

  mutable std::mutex mutex_;
  Sessions sessions_;  // by the hash of the id
};

}  // namespace triand::server
