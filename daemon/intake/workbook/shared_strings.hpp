#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string_view>

#include "daemon/intake/workbook/paged_bytes.hpp"

namespace triand::intake {

// The texts of a workbook that its cells name by number. They lie on disk: a sheet may have millions. Used by one
// thread.
class SharedStrings {
 public:
  explicit SharedStrings(const std::filesystem::path& folder) : texts_(folder), ends_(folder) {}

  void add(std::string_view text);
  void seal();
  // Nullopt: there is no such text. Valid until the next call.
  [[nodiscard]] std::optional<std::string_view> at(std::uint64_t number);
  [[nodiscard]] std::uint64_t bytes() const { return texts_.size() + ends_.size(); }

 private:
  [[nodiscard]] std::uint64_t end_of(std::uint64_t number);

  PagedBytes texts_;
  PagedBytes ends_;  // 8 bytes each
  std::uint64_t count_ = 0;
};

}  // namespace triand::intake
