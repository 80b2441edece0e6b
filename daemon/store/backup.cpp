#include "daemon/store/backup.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <sqlite3.h>

#include "daemon/store/database.hpp"
#include "daemon/store/store_error.hpp"

namespace triand::store {
namespace {

constexpr int kBusyTimeoutMs = 5000;
// A value of meta's `instance` that no place can have: paths begin with '/'.
constexpr const char* kOfNowhere = "a backup";

[[noreturn]] void fail(const std::string& target, const std::string& why) {
  throw StoreError("cannot write the backup " + target + ": " + why +
                   "; see that the disk has room for a second copy of the database");
}

void create_private(const std::string& target) {
  const int file = ::open(target.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) fail(target, std::strerror(errno));
  ::close(file);
}

void sync(const std::string& target) {
  const int file = ::open(target.c_str(), O_RDONLY | O_CLOEXEC);
  const bool synced = file >= 0 && ::fsync(file) == 0;
  const int fault = errno;
  if (file >= 0) ::close(file);
  if (!synced) fail(target, std::strerror(fault));
}

// As many steps of SQLite's machine are a few milliseconds.
constexpr int kStepsBetweenLooks = 100'000;

int must_stop(void* going_on) noexcept {
  try {
    return (*static_cast<const std::function<bool()>*>(going_on))() ? 0 : 1;
  } catch (...) {
    return 1;
  }
}

void copy(const std::string& database, const std::string& target, const std::function<bool()>& going_on) {
  SQLite::Database from(database, SQLite::OPEN_READONLY | SQLite::OPEN_NOMUTEX, kBusyTimeoutMs);
  // The copy can give back what a purge frees, whatever the original can. That the original cannot be told so, from
  // here, is no fault.
  (void)from.tryExec("PRAGMA auto_vacuum = INCREMENTAL");
  sqlite3_progress_handler(from.getHandle(), kStepsBetweenLooks, must_stop,
                           const_cast<std::function<bool()>*>(&going_on));
  SQLite::Statement vacuum(from, "VACUUM INTO ?");
  vacuum.bind(1, target);
  vacuum.exec();
}

void mark_as_copy(const std::string& target) {
  SQLite::Database to(target, SQLite::OPEN_READWRITE | SQLite::OPEN_NOMUTEX, kBusyTimeoutMs);
  to.exec("PRAGMA journal_mode = MEMORY");
  SQLite::Statement mark(to, "INSERT OR REPLACE INTO meta (key, value) VALUES ('instance', ?)");
  mark.bind(1, kOfNowhere);
  mark.exec();
}

}  // namespace

BackupFacts back_up(const std::string& database, const std::string& target,
                    const std::function<bool()>& going_on) {
  create_private(target);
  try {
    copy(database, target, going_on);
    if (!going_on()) throw StoreError("the service is stopping; make the backup when it is back");
    mark_as_copy(target);
    sync(target);
    return verify_backup(target);
  } catch (const SQLite::Exception& error) {
    ::unlink(target.c_str());
    fail(target, error.what());
  } catch (...) {
    ::unlink(target.c_str());
    throw;
  }
}

BackupFacts verify_backup(const std::string& path) {
  if (const std::string wrong = check_database(path, Check::header); !wrong.empty()) throw StoreError(wrong);
  try {
    SQLite::Database copy(path, SQLite::OPEN_READONLY | SQLite::OPEN_NOMUTEX, kBusyTimeoutMs);
    if (copy.execAndGet("PRAGMA quick_check(1)").getString() != "ok")
      throw StoreError("the backup " + path + " is damaged; look at the disk and make another one");
    BackupFacts out;
    out.bytes = static_cast<std::int64_t>(std::filesystem::file_size(path));
    out.schema = copy.execAndGet("PRAGMA user_version").getInt();
    out.customers = copy.execAndGet("SELECT count(*) FROM customer").getInt64();
    out.campaigns =
        copy.execAndGet("SELECT count(*) FROM campaign WHERE state NOT IN ('planning', 'replaced')")
            .getInt64();
    out.deliveries = copy.execAndGet("SELECT coalesce(sum(n), 0) FROM delivery_count").getInt64();
    return out;
  } catch (const SQLite::Exception& error) {
    throw StoreError("the backup " + path + " cannot be read: " + error.what());
  }
}

}  // namespace triand::store
