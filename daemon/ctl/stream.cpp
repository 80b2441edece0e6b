#include "daemon/ctl/stream.hpp"

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>

#include "daemon/ctl/failure.hpp"

namespace triand::ctl {
namespace {

constexpr std::chrono::seconds kPatience{120};
constexpr int kSlice = 250;  // milliseconds between two looks for Ctrl-C

const std::string kHint =
    "is it running? systemctl status triand; for another socket give --socket PATH or TRIAND_SOCKET";

Failure unreachable(const std::string& path, int error) {
  if (error == EACCES || error == EPERM) {
    return {kNotAllowed, "not-allowed", "you may not use the control socket " + path,
            "be a member of the socket's group (ls -l " + path + "), or use sudo"};
  }
  return {kUnreachable, "unreachable", "the service does not answer at " + path + ": " + std::strerror(error),
          kHint};
}

}  // namespace

Stream::Stream(const std::string& path, std::function<bool()> interrupted)
    : interrupted_(std::move(interrupted)) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof address.sun_path) throw unreachable(path, ENAMETOOLONG);
  std::memcpy(address.sun_path, path.data(), path.size());
  descriptor_ = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (descriptor_ < 0) throw unreachable(path, errno);
  if (::connect(descriptor_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    const int error = errno;
    ::close(descriptor_);
    throw unreachable(path, error);
  }
}

Stream::~Stream() { ::close(descriptor_); }

short Stream::wait_for(short events) {
  const auto begin = std::chrono::steady_clock::now();
  for (;;) {
    if (interrupted_()) throw interruption("");
    pollfd ready{descriptor_, events, 0};
    const int count = ::poll(&ready, 1, kSlice);
    if (count > 0) return ready.revents;
    if (count < 0 && errno != EINTR) throw Failure(kFailed, "failed", std::strerror(errno), "");
    if (std::chrono::steady_clock::now() - begin > kPatience) {
      throw Failure(kUnreachable, "unreachable", "the service has not answered for two minutes", kHint);
    }
  }
}

bool Stream::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const short ready = wait_for(POLLOUT | POLLIN);
    // An answer in the middle of our request is a refusal.
    if ((ready & POLLIN) != 0) return false;
    const ssize_t sent = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent < 0 && (errno == EAGAIN || errno == EINTR)) continue;
    if (sent < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

std::size_t Stream::read(char* room, std::size_t size) {
  for (;;) {
    wait_for(POLLIN);
    const ssize_t count = ::recv(descriptor_, room, size, MSG_DONTWAIT);
    if (count >= 0) return static_cast<std::size_t>(count);
    if (errno == EAGAIN || errno == EINTR) continue;
    return 0;
  }
}

}  // namespace triand::ctl
