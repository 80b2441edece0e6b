#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <utility>

#include "daemon/schedule/moment.hpp"

namespace triand::server {

// What a browser keeps from one log-in to the next, by which an account's own browser is told from a stranger's: the
// wrong passwords of strangers keep nobody waiting there. It lets nobody in, and says of nobody but its account. Nothing
// is kept of it here: it is signed.
class DeviceMark {
 public:
  static constexpr std::chrono::hours kLife{90 * 24};

  // `key` is a secret that outlives restarts.
  explicit DeviceMark(std::string key) : key_(std::move(key)) {}

  // A new one for an account that has just given its password.
  [[nodiscard]] std::string make(std::string_view account, schedule::WallTime now) const;
  // Which one it is; empty: none of ours, another account's, or too old.
  [[nodiscard]] std::string read(std::string_view mark, std::string_view account,
                                 schedule::WallTime now) const;

 private:
  [[nodiscard]] std::string signature(std::string_view account, std::string_view body) const;

  const std::string key_;
};

}  // namespace triand::server
