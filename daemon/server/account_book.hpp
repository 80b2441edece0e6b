#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "daemon/server/grant.hpp"
#include "daemon/store/reader.hpp"

namespace triand::server {

// The accounts that are in force, in memory: every request on the control socket asks for one. Any thread.
class AccountBook {
 public:
  // Reads them anew; whoever changed one calls this before he is told that it is done. Throws what the store throws, and
  // leaves what there was.
  void load(store::Reader& reader);

  // nullopt: there is none of exactly that name, or it is disabled.
  [[nodiscard]] std::optional<Grant> of(const std::string& name) const;

 private:
  std::mutex loading_;  // what was read later is put in place later
  mutable std::mutex mutex_;
  std::map<std::string, Grant> grants_;
};

}  // namespace triand::server
