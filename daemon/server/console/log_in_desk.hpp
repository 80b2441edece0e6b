#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <string>

#include <boost/asio/thread_pool.hpp>

#include "daemon/server/api_world.hpp"
#include "daemon/server/log_in_throttle.hpp"
#include "daemon/store/log_in_account.hpp"

namespace triand::server {

// Judges names and passwords, one after the other on a thread of its own: a hash takes a while on purpose, and a rush
// of log-ins must keep neither the network nor the worker threads. Writes each judgement into the audit, and how it was
// come to.
class LogInDesk {
 public:
  struct Attempt {
    std::string name;
    std::string password;     // overwritten when it was judged
    std::string client;       // Request::client
    std::string device = {};  // by which a known browser is told: DeviceMark::read()
    bool signed_on = false;   // a proxy that is believed names him: the password is not asked for
    // A success is written into the audit; without it whoever asked has logged in before and has that written which it
    // leads to.
    bool logs_in = true;
  };

  struct Verdict {
    enum class Kind {
      admitted,
      refused,  // no such account, disabled, without a password, or not this one: no stranger is told which
      wait,     // too many failures; not judged
      busy,     // too many wait already; not judged
      unrecorded,  // right, but the audit cannot be written: not admitted
    };
    Kind kind = Kind::refused;
    std::chrono::seconds wait{0};
    store::LogInAccount account = {};  // admitted: whose
  };

  // How many may wait for their judgement: some seconds' work.
  static constexpr int kMostWaiting = 64;

  using Steady = std::function<schedule::SteadyTime()>;

  // `world` outlives it.
  LogInDesk(const ApiWorld& world, Steady now);
  LogInDesk(const LogInDesk&) = delete;
  LogInDesk& operator=(const LogInDesk&) = delete;
  // Waits for the one that is being judged; those that wait behind it get no answer.
  ~LogInDesk();

  // Answers on the desk's thread, or at once when it is busy. Any thread. `failed` is called with what an exception
  // says that was no answer.
  void judge(Attempt attempt, std::function<void(Verdict)> done, std::function<void(std::string)> failed);

 private:
  [[nodiscard]] Verdict judge_now(Attempt& attempt);
  [[nodiscard]] bool fits(const store::LogInAccount* account, const std::string& password);
  [[nodiscard]] Verdict refuse(const Attempt& attempt, bool known);

  const ApiWorld& world_;
  const Steady now_;
  LogInThrottle throttle_;    // the desk's thread
  std::string nobodys_hash_;  // the same: what a password is compared with where there is none
  std::atomic<int> waiting_{0};
  boost::asio::thread_pool thread_{1};
};

}  // namespace triand::server
