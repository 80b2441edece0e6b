#include "daemon/store/instance.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
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

}  // namespace

InstanceLock::InstanceLock(const std::string& database_path) {
  const std::string path = database_path + ".lock";
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

bool is_adopted(SQLite::Database& database, const std::string& path) {
  const std::string known = recorded(database);
  if (known.empty()) {
    adopt(database, path);
    return true;
  }
  return known == identity(path);
}

void adopt(SQLite::Database& database, const std::string& path) {
  SQLite::Statement put(database, "INSERT OR REPLACE INTO meta (key, value) VALUES ('instance', ?)");
  put.bind(1, identity(path));
  put.exec();
}

}  // namespace triand::store
