#include "channels/email/maildir.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <memory>
#include <system_error>

namespace triand::channels::email {
namespace {

[[noreturn]] void fail(const std::string& what) {
  throw std::system_error(errno, std::generic_category(), what);
}

struct Closed {
  void operator()(DIR* directory) const { ::closedir(directory); }
};

bool is_folder(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

}  // namespace

std::string Maildir::fault() const {
  for (const char* folder : {"/new", "/cur"}) {
    const std::string path = path_ + folder;
    if (!is_folder(path))
      return "has no folder " + path.substr(path_.size() + 1) +
             "/ in it; let the mail server deliver there, or make tmp, new and cur in it, all of them the "
             "mail "
             "server's and the service's to write";
    if (::access(path.c_str(), R_OK | W_OK | X_OK) != 0)
      return "cannot be emptied: " + std::generic_category().message(errno) + " in " +
             path.substr(path_.size() + 1) + "/; give the service the right to write there";
  }
  return {};
}

std::vector<std::string> Maildir::fresh(std::size_t limit) const {
  const std::string folder = path_ + "/new";
  const std::unique_ptr<DIR, Closed> directory(::opendir(folder.c_str()));
  if (!directory) fail(folder);
  std::vector<std::string> names;
  for (const dirent* entry = ::readdir(directory.get()); entry != nullptr && names.size() < limit;
       entry = ::readdir(directory.get()))
    if (entry->d_name[0] != '.') names.emplace_back(entry->d_name);
  return names;
}

std::optional<std::string> Maildir::read(const std::string& name, std::size_t limit) const {
  const std::string path = path_ + "/new/" + name;
  // Not through a link, and never waiting for somebody at the other end of a pipe.
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  if (file < 0) {
    if (errno == ENOENT || errno == ELOOP || errno == ENXIO) return std::nullopt;
    fail(path);
  }
  const auto close = [](const int* descriptor) { ::close(*descriptor); };
  const std::unique_ptr<const int, decltype(close)> closing(&file, close);
  struct stat status {};
  if (::fstat(file, &status) != 0) fail(path);
  if (!S_ISREG(status.st_mode)) return std::nullopt;
  std::string text(limit, '\0');
  std::size_t length = 0;
  while (length < limit) {
    const ssize_t count = ::read(file, text.data() + length, limit - length);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) fail(path);
    if (count == 0) break;
    length += static_cast<std::size_t>(count);
  }
  text.resize(length);
  return text;
}

void Maildir::remove(const std::string& name) const {
  const std::string path = path_ + "/new/" + name;
  if (::unlink(path.c_str()) != 0 && errno != ENOENT) fail(path);
}

void Maildir::keep(const std::string& name) const {
  const std::string from = path_ + "/new/" + name;
  const std::string to = path_ + "/cur/" + name + ":2,S";
  if (::rename(from.c_str(), to.c_str()) != 0 && errno != ENOENT) fail(from);
}

}  // namespace triand::channels::email
