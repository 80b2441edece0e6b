#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <string_view>

#include "daemon/schedule/moment.hpp"
#include "daemon/server/account_book.hpp"
#include "daemon/server/caller.hpp"
#include "daemon/server/log_in_throttle.hpp"
#include "daemon/server/token_book.hpp"

namespace triand::server {

// Who a request over TCP is, by the API token that it shows. Nobody can guess one, so a right one is always let through,
// and only those that are wrong wait longer and longer. Network thread.
class BearerGate {
 public:
  struct World {
    std::function<std::chrono::system_clock::time_point()> now = {};
    std::function<schedule::SteadyTime()> steady = {};
    std::function<void()> failed = {};  // a token was wrong; may be empty
  };

  struct Verdict {
    enum class Kind {
      admitted,
      refused,
      wait,
      closed,  // nobody knows just now who has which token
    };
    Kind kind = Kind::refused;
    Caller caller = {};            // admitted: who
    std::chrono::seconds wait{0};  // wait: so long
  };

  // Both outlive it.
  BearerGate(const AccountBook& accounts, TokenBook& tokens, World world);

  // `authorization`: the header's value; `client`: Request::client.
  [[nodiscard]] Verdict judge(std::string_view authorization, const std::string& client);

 private:
  const AccountBook& accounts_;
  TokenBook& tokens_;
  const World world_;
  LogInThrottle throttle_;
};

// What the server asks of it.
using BearerOf =
    std::function<BearerGate::Verdict(std::string_view authorization, const std::string& client)>;

}  // namespace triand::server
