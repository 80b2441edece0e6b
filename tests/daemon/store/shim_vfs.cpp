#include "tests/daemon/store/shim_vfs.hpp"

#include <utility>

namespace triand::store {
namespace {

// What SQLite allocates for an open file of ours; the real file's own memory follows it.
struct Slot {
  sqlite3_file base;
  ShimFile* shim;
};

ShimFile& shim_of(sqlite3_file* file) { return *reinterpret_cast<Slot*>(file)->shim; }
sqlite3_file* real_of(sqlite3_file* file) { return shim_of(file).real(); }
sqlite3_file* real_room(sqlite3_file* file) {
  return reinterpret_cast<sqlite3_file*>(reinterpret_cast<Slot*>(file) + 1);
}
ShimVfs& shim_of(sqlite3_vfs* vfs) { return *static_cast<ShimVfs*>(vfs->pAppData); }

int close_file(sqlite3_file* file) {
  sqlite3_file* real = real_of(file);
  delete &shim_of(file);
  return real->pMethods->xClose(real);
}
int read_file(sqlite3_file* file, void* to, int bytes, sqlite3_int64 at) {
  return shim_of(file).read(to, bytes, at);
}
int write_file(sqlite3_file* file, const void* from, int bytes, sqlite3_int64 at) {
  return shim_of(file).write(from, bytes, at);
}
int truncate_file(sqlite3_file* file, sqlite3_int64 size) { return shim_of(file).truncate(size); }
int sync_file(sqlite3_file* file, int flags) { return shim_of(file).sync(flags); }
int file_size(sqlite3_file* file, sqlite3_int64* size) { return shim_of(file).size(size); }
int lock_file(sqlite3_file* file, int level) { return real_of(file)->pMethods->xLock(real_of(file), level); }
int unlock_file(sqlite3_file* file, int level) {
  return real_of(file)->pMethods->xUnlock(real_of(file), level);
}
int check_lock(sqlite3_file* file, int* out) {
  return real_of(file)->pMethods->xCheckReservedLock(real_of(file), out);
}
int control_file(sqlite3_file* file, int operation, void* argument) {
  switch (operation) {
    // Each of these would let the real file be changed behind the shim's back.
    case SQLITE_FCNTL_MMAP_SIZE:
    case SQLITE_FCNTL_SIZE_HINT:
    case SQLITE_FCNTL_CHUNK_SIZE:
      return SQLITE_NOTFOUND;
    default:
      return real_of(file)->pMethods->xFileControl(real_of(file), operation, argument);
  }
}
int sector_size(sqlite3_file*) { return 512; }
int characteristics(sqlite3_file* file) {
  return real_of(file)->pMethods->xDeviceCharacteristics(real_of(file));
}
int map_shared(sqlite3_file* file, int region, int bytes, int extend, void volatile** out) {
  return real_of(file)->pMethods->xShmMap(real_of(file), region, bytes, extend, out);
}
int lock_shared(sqlite3_file* file, int offset, int n, int flags) {
  return real_of(file)->pMethods->xShmLock(real_of(file), offset, n, flags);
}
void barrier(sqlite3_file* file) { real_of(file)->pMethods->xShmBarrier(real_of(file)); }
int unmap_shared(sqlite3_file* file, int remove) {
  return real_of(file)->pMethods->xShmUnmap(real_of(file), remove);
}

// Version 2: shared memory, no mapped pages.
const sqlite3_io_methods kMethods = {
    2,           close_file,  read_file,    write_file,   truncate_file, sync_file,       file_size,
    lock_file,   unlock_file, check_lock,   control_file, sector_size,   characteristics, map_shared,
    lock_shared, barrier,     unmap_shared, nullptr,      nullptr};

int open_through(sqlite3_vfs* vfs, const char* path, sqlite3_file* file, int flags, int* out_flags) {
  return shim_of(vfs).open(path, file, flags, out_flags);
}
int delete_through(sqlite3_vfs* vfs, const char* path, int sync_folder) {
  return shim_of(vfs).remove(path, sync_folder);
}

}  // namespace

ShimVfs::ShimVfs(Wrap wrap, std::function<void(const char* path)> before_delete)
    : wrap_(std::move(wrap)),
      before_delete_(std::move(before_delete)),
      real_(sqlite3_vfs_find(nullptr)),
      shim_(*real_) {
  shim_.zName = "triand-shim";
  shim_.szOsFile = static_cast<int>(sizeof(Slot)) + real_->szOsFile;
  shim_.pAppData = this;
  shim_.pNext = nullptr;
  shim_.xOpen = open_through;
  shim_.xDelete = delete_through;
  // The other functions are the real ones and look at the record that they are given: for the unix files of SQLite that
  // is pAppData, in xOpen alone.
  sqlite3_vfs_register(&shim_, 1);
}

ShimVfs::~ShimVfs() {
  sqlite3_vfs_unregister(&shim_);
  sqlite3_vfs_register(real_, 1);
}

int ShimVfs::open(const char* path, sqlite3_file* file, int flags, int* out_flags) {
  sqlite3_file* real = real_room(file);
  const int result = real_->xOpen(real_, path, real, flags, out_flags);
  if (result != SQLITE_OK) {
    file->pMethods = nullptr;
    if (real->pMethods != nullptr) real->pMethods->xClose(real);
    return result;
  }
  reinterpret_cast<Slot*>(file)->shim = wrap_(path, flags, real).release();
  file->pMethods = &kMethods;
  return SQLITE_OK;
}

int ShimVfs::remove(const char* path, int sync_folder) {
  if (before_delete_) before_delete_(path);
  return real_->xDelete(real_, path, sync_folder);
}

}  // namespace triand::store
