#include "daemon/store/database.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <string_view>

#include <SQLiteCpp/Transaction.h>
#include <sqlite3.h>

#include "daemon/store/first_load.hpp"
#include "daemon/store/schema.hpp"
#include "daemon/store/store_error.hpp"

namespace triand::store {
namespace {

constexpr int kBusyTimeoutMs = 5000;
// Of SQLite's virtual machine: some milliseconds.
constexpr int kStepsATurn = 100'000;
// Larger ones are not read as a whole at each start.
constexpr std::uintmax_t kLargestCheckedWhole = std::uintmax_t{1} << 30;
// Pages of log before they are taken into the database: the pages that change all the time are copied once for each
// 32 MB of it.
constexpr int kLogPages = 8192;
// A log that a long reader made grow is cut to this when it begins anew.
constexpr int kLargestIdleLog = 64 << 20;

int pragma_number(SQLite::Database& database, const std::string& name) {
  return database.execAndGet("PRAGMA " + name).getInt();
}

void create_private_file(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0)
    throw StoreError("cannot open the database " + path + ": " + std::strerror(errno) +
                     "; its folder must exist and be writable by the service's user");
  struct stat status {};
  const bool regular = ::fstat(file, &status) == 0 && S_ISREG(status.st_mode);
  ::close(file);
  if (!regular) throw StoreError("the database " + path + " is not a regular file; name a file");
}

// Empty when the database is ours and not newer than this program.
std::string foreign_or_newer(SQLite::Database& database, const std::string& path) {
  const int application = pragma_number(database, "application_id");
  const int version = pragma_number(database, "user_version");
  const int newest = static_cast<int>(migrations().size());
  if (application == 0 && version == 0 &&
      database.execAndGet("SELECT count(*) FROM sqlite_master").getInt() == 0)
    return {};
  if (application != kApplicationId)
    return path + " is an SQLite database of another program; name another file for `database:`";
  if (version > newest)
    return path + " was written by a newer triand (schema " + std::to_string(version) + ", this one knows " +
           std::to_string(newest) +
           "); install that version again, or restore a backup made before the upgrade";
  return {};
}

void migrate(SQLite::Database& database) {
  const auto all = migrations();
  for (std::size_t at = static_cast<std::size_t>(pragma_number(database, "user_version")); at < all.size();
       ++at) {
    SQLite::Transaction transaction(database);
    database.exec(std::string(all[at]));
    database.exec("PRAGMA application_id = " + std::to_string(kApplicationId));
    database.exec("PRAGMA user_version = " + std::to_string(at + 1));
    transaction.commit();
  }
}

// Before anything is added to it: if a sync of the log had failed, its end may only look as if it were on the disk. If
// one fails now, closing the connection must not try again and believe the next.
void take_in_log(SQLite::Database& database) {
  sqlite3_db_config(database.getHandle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
  database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  sqlite3_db_config(database.getHandle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, nullptr);
}

// While it lives, `turn` is called whenever a connection has worked for a while.
class Turning {
 public:
  Turning(SQLite::Database& database, const Turn& turn) : database_(database) {
    if (!turn) return;
    sqlite3_progress_handler(
        database.getHandle(), kStepsATurn,
        [](void* told) {
          (*static_cast<const Turn*>(told))();
          return 0;
        },
        const_cast<Turn*>(&turn));
  }
  ~Turning() { sqlite3_progress_handler(database_.getHandle(), 0, nullptr, nullptr); }
  Turning(const Turning&) = delete;
  Turning& operator=(const Turning&) = delete;

 private:
  SQLite::Database& database_;
};

std::string damaged(const std::string& path) {
  return path + " is damaged; stop here and restore the newest backup";
}

// Trying again does not make these better.
bool is_lasting(const SQLite::Exception& error) {
  const int code = error.getErrorCode() & 0xFF;
  return code == SQLITE_NOTADB || code == SQLITE_CORRUPT;
}

std::string words_of(const SQLite::Exception& error, const std::string& path) {
  switch (error.getErrorCode() & 0xFF) {
    case SQLITE_NOTADB:
      return path + " is not an SQLite database; name another file, or restore a backup";
    case SQLITE_CORRUPT:
      return damaged(path);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return path + " is locked by another program; close it and start again";
    case SQLITE_FULL:
      return "the disk of " + path + " is full; make room and start again";
    case SQLITE_READONLY:
      return path +
             " cannot be written; see that its folder and its disk are writable for the service's user";
    case SQLITE_IOERR:
      return "the disk of " + path + " fails (" + error.getErrorStr() + ", " +
             std::to_string(error.getExtendedErrorCode()) +
             "); look at the system's log before starting again";
    default:
      return "cannot use the database " + path + ": " + error.getErrorStr();
  }
}

// Whether every page that is looked at is whole.
bool is_whole(SQLite::Database& database, const std::string& path) {
  const auto ok = [&](const char* check) { return database.execAndGet(check).getString() == "ok"; };
  if (!is_read_in_part(path)) return ok("PRAGMA quick_check(1)");
  return ok("PRAGMA quick_check('meta')") && ok("PRAGMA quick_check('campaign')") &&
         ok("PRAGMA quick_check('channel')") && ok("PRAGMA quick_check('queue')") &&
         ok("PRAGMA quick_check('lease')") && ok("PRAGMA quick_check('deferred')") &&
         ok("PRAGMA quick_check('pause')") && ok("PRAGMA quick_check('delivery_count')") &&
         ok("PRAGMA quick_check('recipient_count')");
}

// What does not fit into memory while it is sorted holds telephones: it goes to the database's own disk, whose room is
// watched, and not to a folder that everybody may fill. The library has one such folder for the whole process.
void keep_temporary_files_beside(SQLite::Database& database, const std::string& path) {
  std::string folder = std::filesystem::absolute(path).parent_path().string();
  if (sqlite3_temp_directory != nullptr && folder == sqlite3_temp_directory) return;
  for (std::size_t at = 0; (at = folder.find('\'', at)) != std::string::npos; at += 2)
    folder.insert(at, 1, '\'');
  database.tryExec("PRAGMA temp_store_directory = '" + folder + "'");
}

// An index that is missing makes a look-up slow; it must not keep the service from starting.
void try_end_first_load(SQLite::Database& database) {
  try {
    end_first_load(database);
  } catch (const SQLite::Exception&) {
  }
}

}  // namespace

std::unique_ptr<SQLite::Database> open_for_writing(const std::string& path, const Turn& turn) {
  create_private_file(path);
  try {
    auto database = std::make_unique<SQLite::Database>(path, SQLite::OPEN_READWRITE | SQLite::OPEN_NOMUTEX,
                                                       kBusyTimeoutMs);
    const Turning turning(*database, turn);
    if (const std::string wrong = foreign_or_newer(*database, path); !wrong.empty()) throw StoreError(wrong);
    // What a purge frees can be given back to the disk, a few pages at a time: only a new file can be told so.
    if (pragma_number(*database, "page_count") == 0) database->exec("PRAGMA auto_vacuum = INCREMENTAL");
    database->exec("PRAGMA journal_mode = WAL");
    database->exec("PRAGMA synchronous = FULL");
    database->exec("PRAGMA foreign_keys = ON");
    // What is deleted is overwritten: an erasure must not leave the words in free pages.
    database->exec("PRAGMA secure_delete = ON");
    database->exec("PRAGMA cache_size = -65536");
    database->exec("PRAGMA wal_autocheckpoint = " + std::to_string(kLogPages));
    keep_temporary_files_beside(*database, path);
    // What a migration sorts may be a gigabyte.
    database->exec("PRAGMA temp_store = FILE");
    database->exec("PRAGMA journal_size_limit = " + std::to_string(kLargestIdleLog));
    take_in_log(*database);
    migrate(*database);
    database->exec("PRAGMA temp_store = MEMORY");
    try_end_first_load(*database);
    const std::string mode = database->execAndGet("PRAGMA journal_mode").getString();
    if (mode != "wal" || pragma_number(*database, "synchronous") != 2 ||
        pragma_number(*database, "foreign_keys") != 1 || pragma_number(*database, "secure_delete") != 1)
      throw StoreError(
          "cannot use the database " + path +
          " safely (a write-ahead log with synchronous=FULL, foreign keys and secure_delete are needed); put "
          "it on a local disk");
    return database;
  } catch (const SQLite::Exception& error) {
    throw StoreError(words_of(error, path));
  }
}

std::unique_ptr<SQLite::Database> open_for_reading(const std::string& path) {
  try {
    auto database = std::make_unique<SQLite::Database>(path, SQLite::OPEN_READONLY | SQLite::OPEN_NOMUTEX,
                                                       kBusyTimeoutMs);
    database->exec("PRAGMA query_only = ON");
    database->exec("PRAGMA cache_size = -8192");
    return database;
  } catch (const SQLite::Exception& error) {
    throw StoreError(words_of(error, path));
  }
}

bool is_read_in_part(const std::string& path) {
  std::error_code error;
  const auto size = std::filesystem::file_size(path, error);
  return error || size > kLargestCheckedWhole;
}

std::string check_everything(const std::string& path, const std::function<bool()>& going_on) {
  try {
    SQLite::Database database(path, SQLite::OPEN_READONLY, kBusyTimeoutMs);
    sqlite3_progress_handler(
        database.getHandle(), kStepsATurn,
        [](void* told) { return (*static_cast<const std::function<bool()>*>(told))() ? 0 : 1; },
        const_cast<std::function<bool()>*>(&going_on));
    return database.execAndGet("PRAGMA quick_check(1)").getString() == "ok" ? std::string() : damaged(path);
  } catch (const SQLite::Exception& error) {
    if (error.getErrorCode() == SQLITE_INTERRUPT) return {};
    if (is_lasting(error)) return words_of(error, path);
    throw StoreError(words_of(error, path));
  }
}

std::string check_database(const std::string& path, Check how, const Turn& turn) {
  if (::access(path.c_str(), F_OK) != 0) {
    const std::string folder =
        path.find('/') == std::string::npos ? "." : path.substr(0, path.rfind('/') + 1);
    if (::access(folder.c_str(), W_OK) == 0) return {};
    return "the folder of the database " + path +
           " does not exist or cannot be written; create it for the service's user";
  }
  try {
    SQLite::Database database(path, SQLite::OPEN_READONLY, kBusyTimeoutMs);
    const Turning turning(database, turn);
    if (std::string wrong = foreign_or_newer(database, path); !wrong.empty()) return wrong;
    // An empty file is one that open_for_writing() has yet to fill.
    const bool empty = pragma_number(database, "user_version") == 0;
    return how == Check::header || empty || is_whole(database, path) ? std::string() : damaged(path);
  } catch (const SQLite::Exception& error) {
    if (is_lasting(error)) return words_of(error, path);
    throw StoreError(words_of(error, path));
  }
}

}  // namespace triand::store
