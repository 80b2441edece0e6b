#pragma once

#include <atomic>
#include <memory>

#include "tests/daemon/store/shim_vfs.hpp"

namespace triand::store {

// A disk that refuses one kind of work while it is told to. Must live longer than the connections. Thread-safe.
class FailingDisk {
 public:
  enum class Work { none, write_log, sync_log, sync_database };

  // From now on such work ends with that SQLite result code, `times` times or until mended.
  void fail(Work work, int code, int times = 1'000'000) {
    code_ = code;
    times_ = times;
    work_ = work;
  }
  void mend() { work_ = Work::none; }
  // How often it has refused.
  [[nodiscard]] int struck() const { return struck_; }

 private:
  class File : public ShimFile {
   public:
    File(FailingDisk& disk, bool log, sqlite3_file* real) : ShimFile(real), disk_(disk), log_(log) {}
    int write(const void* from, int bytes, sqlite3_int64 at) override {
      if (log_ && disk_.refuses(Work::write_log)) return disk_.code_;
      return ShimFile::write(from, bytes, at);
    }
    int sync(int flags) override {
      if (disk_.refuses(log_ ? Work::sync_log : Work::sync_database)) return disk_.code_;
      return ShimFile::sync(flags);
    }

   private:
    FailingDisk& disk_;
    bool log_;
  };

  bool refuses(Work work) {
    if (work_ != work || times_ <= 0) return false;
    --times_;
    ++struck_;
    return true;
  }

  std::atomic<Work> work_ = Work::none;
  std::atomic<int> code_ = 0;
  std::atomic<int> times_ = 0;
  std::atomic<int> struck_ = 0;
  ShimVfs shim_{[this](const char*, int flags, sqlite3_file* real) -> std::unique_ptr<ShimFile> {
    return std::make_unique<File>(*this, (flags & SQLITE_OPEN_WAL) != 0, real);
  }};
};

}  // namespace triand::store
