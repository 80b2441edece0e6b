#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "daemon/server/grant.hpp"
#include "daemon/store/reader.hpp"

namespace triand::server {

// The accounts that are in force, in memory: every request on the control socket asks for one. AccountReload keeps it
// true. Any thread.
class AccountBook {
 public:
  // Reads them anew, and opens the book. Throws what the store throws, and leaves what there was.
  void load(store::Reader& reader);
  // Nobody has an account from here on, until it is loaded.
  void close();

  // nullopt: there is none of exactly that name, or it is disabled, or the book is closed.
  [[nodiscard]] std::optional<Grant> of(const std::string& name) const;
  [[nodiscard]] bool is_closed() const;

 private:
  mutable std::mutex mutex_;
  std::map<std::string, Grant> grants_;
  bool closed_ = false;
};

}  // namespace triand::server
