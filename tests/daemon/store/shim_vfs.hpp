#pragma once

#include <functional>
#include <memory>

#include <sqlite3.h>

namespace triand::store {

// One open file as SQLite sees it through a ShimVfs. Everything goes on to the real file; a test overrides what it wants
// to go wrong. Every function returns an SQLite result code and is called on whatever thread uses the connection.
class ShimFile {
 public:
  explicit ShimFile(sqlite3_file* real) : real_(real) {}
  virtual ~ShimFile() = default;
  ShimFile(const ShimFile&) = delete;
  ShimFile& operator=(const ShimFile&) = delete;

  virtual int read(void* to, int bytes, sqlite3_int64 at) {
    return real_->pMethods->xRead(real_, to, bytes, at);
  }
  virtual int write(const void* from, int bytes, sqlite3_int64 at) {
    return real_->pMethods->xWrite(real_, from, bytes, at);
  }
  virtual int truncate(sqlite3_int64 size) { return real_->pMethods->xTruncate(real_, size); }
  virtual int sync(int flags) { return real_->pMethods->xSync(real_, flags); }
  virtual int size(sqlite3_int64* out) { return real_->pMethods->xFileSize(real_, out); }

  // Locks, shared memory and control go straight to it. Open for as long as this is.
  [[nodiscard]] sqlite3_file* real() const { return real_; }

 private:
  sqlite3_file* real_;
};

// SQLite's default way to the disk while it lives, with a layer of the test's in between: what stands for the disk's
// cache, its failures and its end. Files that are open must be closed before it goes. One at a time.
class ShimVfs {
 public:
  // What the test puts around a file that was opened: `flags` are SQLite's (SQLITE_OPEN_MAIN_DB, SQLITE_OPEN_WAL).
  using Wrap = std::function<std::unique_ptr<ShimFile>(const char* path, int flags, sqlite3_file* real)>;

  // `before_delete` is called before the file of that path is unlinked.
  explicit ShimVfs(Wrap wrap, std::function<void(const char* path)> before_delete = nullptr);
  ~ShimVfs();
  ShimVfs(const ShimVfs&) = delete;
  ShimVfs& operator=(const ShimVfs&) = delete;

  // For the functions that SQLite calls.
  int open(const char* path, sqlite3_file* file, int flags, int* out_flags);
  int remove(const char* path, int sync_folder);
  [[nodiscard]] sqlite3_vfs* real() const { return real_; }

 private:
  Wrap wrap_;
  std::function<void(const char* path)> before_delete_;
  sqlite3_vfs* real_;
  sqlite3_vfs shim_;
};

}  // namespace triand::store
