#pragma once

#include <cstdint>
#include <functional>
#include <string>

namespace triand::store {

// What a backup holds.
struct BackupFacts {
  std::int64_t bytes = 0;
  int schema = 0;
  std::int64_t customers = 0;
  std::int64_t campaigns = 0;
  std::int64_t deliveries = 0;  // as the copy's counters say
};

// Copies the database into `target`, a path at which there is nothing, while others read and write: one moment of it,
// whole, without free pages, readable by its owner only, on disk, and looked at page by page. The copy knows that it is
// one: a service that is started on it sends nothing until it was adopted. Blocks; any thread; `going_on` is asked now
// and then. The log grows until it is done. Throws StoreError with place and remedy; then there is nothing at `target`.
BackupFacts back_up(const std::string& database, const std::string& target,
                    const std::function<bool()>& going_on);

// Looks at a backup as a restore would: that it is ours, not newer, and whole. Throws StoreError.
[[nodiscard]] BackupFacts verify_backup(const std::string& path);

// Under which key the time of the last good one is kept (milliseconds since 1970; Reader::kept_value()).
inline constexpr const char* kLastBackup = "backup_at";

}  // namespace triand::store
