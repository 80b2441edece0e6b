#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "daemon/store/reader.hpp"

namespace triand::server {

// The store's row of a unit, by its code prefix. Rows are learnt from customers as they are met, for as long
// as the service runs: the first question about a unit reads customers until one of that unit is found. Any
// thread.
class UnitRows {
 public:
  // nullopt: no customer is of that unit.
  [[nodiscard]] std::optional<std::int64_t> find(store::Reader& reader, const std::string& prefix);

 private:
  std::mutex mutex_;
  std::map<std::string, std::int64_t> rows_;
};

}  // namespace triand::server
