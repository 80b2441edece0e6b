#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <string>

#include "daemon/schedule/moment.hpp"

namespace triand::server {

// How long whoever could not log in waits before the next try counts: by account, whether it exists or not, and by the
// client's address. The first few are free, then each failure doubles the wait. Time comes in as an argument. One
// thread.
class LogInThrottle {
 public:
  static constexpr int kFreeOfAccount = 5;
  static constexpr int kFreeOfAddress = 20;  // a company may sit behind one address
  static constexpr std::chrono::seconds kLongestWait{300};
  static constexpr std::chrono::hours kForgotten{1};  // after the last failure
  static constexpr std::size_t kMost = 10000;         // accounts, and addresses, that are remembered

  // Zero: a try is let through. Rounded up to whole seconds.
  [[nodiscard]] std::chrono::seconds wait(const std::string& account, const std::string& address,
                                          schedule::SteadyTime now) const;
  void failed(const std::string& account, const std::string& address, schedule::SteadyTime now);
  // Forgets the account's failures. The address's stay: whoever has one account must not try others from there.
  void succeeded(const std::string& account);

 private:
  struct Failures {
    int count = 0;
    schedule::SteadyTime last;
  };
  using Book = std::map<std::string, Failures>;

  static std::chrono::seconds wait_of(const Book& book, const std::string& key, int free,
                                      schedule::SteadyTime now);
  static void count(Book& book, const std::string& key, schedule::SteadyTime now);

  Book accounts_;
  Book addresses_;
};

}  // namespace triand::server
