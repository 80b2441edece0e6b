#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <string>

#include "daemon/schedule/moment.hpp"

namespace triand::server {

// How long whoever could not log in waits before the next try counts. The first few failures are free, then each doubles
// the wait: by account and address together, whether the account exists or not; by address, whatever the accounts; and,
// so that guesses from many addresses have an end too, by account. A browser that the account has logged in with before
// is counted by itself, and together with the account's other such browsers, of which somebody may have gathered many
// (OWASP's device cookies): whatever strangers try, its user is let in. Time comes in as an argument. One thread.
class LogInThrottle {
 public:
  static constexpr int kFree = 5;            // of an account at an address, or in a known browser
  static constexpr int kFreeOfAddress = 20;  // a company may sit behind one address
  static constexpr int kFreeOfAccount = 50;
  static constexpr std::chrono::seconds kLongestWait{300};
  static constexpr std::chrono::hours kForgotten{1};  // after the last failure
  static constexpr std::size_t kMost = 10000;         // of each kind that are remembered

  struct Try {
    std::string account;
    std::string address;
    std::string device = {};  // what a known browser is told by; empty: it is not known to this account
  };

  // Zero: a try is let through. Rounded up to whole seconds.
  [[nodiscard]] std::chrono::seconds wait(const Try& tried, schedule::SteadyTime now) const;
  void failed(const Try& tried, schedule::SteadyTime now);
  // Forgets the failures of that browser, or of the account at that address. The address's stay, for whoever has one
  // account must not try others from there; and those of the account from elsewhere.
  void succeeded(const Try& tried);

 private:
  struct Failures {
    int count = 0;
    schedule::SteadyTime last;
  };
  using Book = std::map<std::string, Failures>;

  static std::chrono::seconds wait_of(const Book& book, const std::string& key, int free,
                                      schedule::SteadyTime now);
  static void count(Book& book, const std::string& key, schedule::SteadyTime now);

  Book devices_;
  Book known_;  // of an account's known browsers together
  Book pairs_;
  Book addresses_;
  Book accounts_;
};

}  // namespace triand::server
