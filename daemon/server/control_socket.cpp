#include "daemon/server/control_socket.hpp"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <utility>

namespace triand::server {
namespace {

constexpr mode_t kMode = 0660;

[[noreturn]] void refuse(const std::string& path, const std::string& why) {
  throw std::runtime_error("cannot listen on the socket " + path + ": " + why);
}

sockaddr_un address_of(const std::string& path, const std::string& key) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof address.sun_path) {
    refuse(path, "the path is longer than " + std::to_string(sizeof address.sun_path - 1) +
                     " bytes; choose a shorter " + key);
  }
  std::memcpy(address.sun_path, path.data(), path.size());
  return address;
}

int new_socket(const std::string& path) {
  const int descriptor = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (descriptor < 0) refuse(path, std::strerror(errno));
  return descriptor;
}

// Removes the socket file that a dead service left behind.
void clear_the_way(const std::string& path, const std::string& key, const sockaddr_un& address) {
  struct stat found {};
  if (::lstat(path.c_str(), &found) != 0) return;
  if (!S_ISSOCK(found.st_mode)) {
    refuse(path, "there is something else by that name; move it away or change " + key);
  }
  const int probe = new_socket(path);
  const bool connected = ::connect(probe, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  const int error = errno;
  ::close(probe);
  // EAGAIN: somebody listens, and is too busy to accept just now.
  if (connected || error == EAGAIN) {
    refuse(path, "another triand is running there; stop it first (systemctl stop triand)");
  }
  if (error != ECONNREFUSED) refuse(path, std::strerror(error));
  if (::unlink(path.c_str()) != 0 && errno != ENOENT) refuse(path, std::strerror(errno));
}

}  // namespace

ControlSocket::ControlSocket(const std::string& path, const std::string& key) : path_(path) {
  const sockaddr_un address = address_of(path, key);
  clear_the_way(path, key, address);
  descriptor_ = new_socket(path);
  // The mode of the descriptor limits the file from its first moment; a strict umask is undone by the chmod.
  ::fchmod(descriptor_, kMode);
  struct stat made {};
  if (::bind(descriptor_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
      ::chmod(path.c_str(), kMode) != 0 || ::lstat(path.c_str(), &made) != 0 ||
      ::listen(descriptor_, SOMAXCONN) != 0) {
    const int error = errno;
    ::close(descriptor_);
    refuse(path, std::string(std::strerror(error)) + "; its folder must exist and belong to the service");
  }
  device_ = made.st_dev;
  inode_ = made.st_ino;
}

ControlSocket::~ControlSocket() {
  if (descriptor_ >= 0) ::close(descriptor_);
  remove();
}

int ControlSocket::release() { return std::exchange(descriptor_, -1); }

void ControlSocket::remove() {
  struct stat found {};
  if (inode_ == 0 || ::lstat(path_.c_str(), &found) != 0) return;
  if (found.st_dev == device_ && found.st_ino == inode_) ::unlink(path_.c_str());
  inode_ = 0;
}

}  // namespace triand::server
