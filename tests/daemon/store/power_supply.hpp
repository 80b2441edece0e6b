#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "tests/daemon/store/shim_vfs.hpp"

namespace triand::store {

// How the power and the disk will behave.
struct PowerPlan {
  std::uint32_t seed = 1;
  std::int64_t cut_at = 0;    // the operation (write, truncate, sync, delete) at which it fails; 0: never
  bool tears = false;         // a sector that was being written may hold rubbish where it was to change
  double log_sync_fails = 0;  // how probable it is that a sync of the write-ahead log fails
  double database_sync_fails = 0;
};

// A disk that forgets what was not synced when the power fails: each such sector of 512 bytes is kept, lost or torn by
// itself, and the process ends at once with kDark. A sync that fails behaves as on Linux: the sectors count as
// clean from then on although they are not on the disk, are read as if they were, and the next sync succeeds.
// For a process of its own; thread-safe.
class PowerSupply {
 public:
  static constexpr int kDark = 99;

  // `sync_failed` is called for each sync that is made to fail.
  PowerSupply(const PowerPlan& plan, std::function<void(bool log)> sync_failed);
  ~PowerSupply();

  // The writes, truncations, syncs and deletions so far.
  [[nodiscard]] std::int64_t operations();

 private:
  class File;
  // A file as the machine sees it, cache included. The real file is the disk.
  struct Image {
    std::vector<unsigned char> bytes;
    std::set<std::int64_t> dirty;  // sectors that are not on the disk yet
  };

  std::unique_ptr<ShimFile> wrap(const char* path, int flags, sqlite3_file* real);
  void deleted(const char* path);
  void count_operation();
  [[noreturn]] void go_dark();
  void lose_some(const std::string& path, Image& image);

  PowerPlan plan_;
  std::function<void(bool log)> sync_failed_;
  std::mutex mutex_;
  std::mt19937 random_;
  std::int64_t operations_ = 0;
  std::map<std::string, std::shared_ptr<Image>> images_;
  ShimVfs shim_;  // last: files are opened through it as soon as it is there
};

}  // namespace triand::store
