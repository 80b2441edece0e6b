#include "daemon/store/instance.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>

#include <SQLiteCpp/Statement.h>

#include "daemon/store/store_error.hpp"

namespace triand::store {
namespace {

// The machine's id, the file's place, and the file itself: a copy that is put in the same place of the same machine
// is another file.
std::string identity(const std::string& path) {
  std::string machine;
  std::ifstream("/etc/machine-id") >> machine;
  std::error_code error;
  const std::string place = std::filesystem::canonical(path, error).string();
  struct stat status {};
  ::stat(path.c_str(), &status);
  return machine + " " + std::to_string(status.st_ino) + " " + (error ? path : place);
}

std::string recorded(SQLite::Database& database) {
  SQLite::Statement find(database, "SELECT value FROM meta WHERE key = 'instance'");
  return find.executeStep() ? find.getColumn(0).getString() : std::string();
}

std::int64_t claims_known(SQLite::Database& database) {
  SQLite::Statement find(database, "SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'claims'");
  return find.executeStep() ? find.getColumn(0).getInt64() : 0;
}

std::string lock_path(const std::string& database_path) { return database_path + ".lock"; }

// 0 where nothing was noted.
std::int64_t claims_noted(const std::string& database_path) {
  std::int64_t noted = 0;
  std::ifstream(lock_path(database_path)) >> noted;
  return noted;
}

// As wide as the largest number: what was noted before is written over as a whole.
void write_note(int file, std::int64_t claims) {
  char line[32];
  const int length = std::snprintf(line, sizeof line, "%020lld\n", static_cast<long long>(claims));
  // A note that cannot be written (a full disk) is written a second later.
  [[maybe_unused]] const auto written = ::pwrite(file, line, static_cast<std::size_t>(length), 0);
}

}  // namespace

InstanceLock::InstanceLock(const std::string& database_path) {
  const std::string path = lock_path(database_path);
  file_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file_ < 0)
    throw StoreError("cannot create " + path + ": " + std::strerror(errno) +
                     "; the database's folder must exist and be writable by the service's user");
  if (::flock(file_, LOCK_EX | LOCK_NB) != 0) {
    ::close(file_);
    throw StoreError("another triand is running on the database " + database_path +
                     "; stop it first (systemctl stop triand)");
  }
}

InstanceLock::~InstanceLock() { ::close(file_); }

void InstanceLock::note_claims(std::int64_t claims) const { write_note(file_, claims); }

bool is_adopted(SQLite::Database& database, const std::string& path) {
  const std::string known = recorded(database);
  if (known.empty()) {
    adopt(database, path);
    return true;
  }
  return known == identity(path) && claims_known(database) >= claims_noted(path);
}

void adopt(SQLite::Database& database, const std::string& path) {
  SQLite::Statement put(database, "INSERT OR REPLACE INTO meta (key, value) VALUES ('instance', ?)");
  put.bind(1, identity(path));
  put.exec();
  const int file = ::open(lock_path(path).c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) return;
  write_note(file, claims_known(database));
  ::close(file);
}

std::int64_t claims_made(WriteSession& session) { return claims_known(session.database()); }

void count_claim(WriteSession& session) {
  session
      .prepare(
          "INSERT INTO meta (key, value) VALUES ('claims', '1') "
          "ON CONFLICT DO UPDATE SET value = CAST(value AS INTEGER) + 1")
      .exec();
}

}  // namespace triand::store
