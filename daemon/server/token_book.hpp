#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "daemon/store/reader.hpp"

namespace triand::server {

// The API tokens that are in force, in memory: every request with one asks. A token is never kept, only its SHA-256. Any
// thread.
class TokenBook {
 public:
  using Time = std::chrono::system_clock::time_point;

  // A use is noted once in so long.
  static constexpr std::chrono::minutes kNoted{1};

  // As those of AccountBook, at the same moments.
  void load(store::Reader& reader);
  void close();
  [[nodiscard]] bool is_closed() const;

  // Whose token it is; nullopt: nobody's, or it has expired. Notes the use.
  [[nodiscard]] std::optional<std::string> account_of(const std::string& token, Time now);

  // When tokens were used since the last call, by their ids; to be written down.
  [[nodiscard]] std::map<std::int64_t, Time> take_uses();

 private:
  struct Entry {
    std::int64_t id = 0;
    std::string account;
    Time expires_at;
  };

  mutable std::mutex mutex_;
  std::map<std::string, Entry> entries_;  // by the hash
  std::map<std::int64_t, Time> noted_;    // the last use that was taken down
  std::map<std::int64_t, Time> uses_;
  bool closed_ = false;
};

}  // namespace triand::server
