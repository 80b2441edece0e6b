#include "tests/daemon/server/wire.hpp"

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <stdexcept>
#include <utility>

namespace triand::tests {
namespace {

constexpr int kPatience = 10'000;  // milliseconds

}  // namespace

Wire Wire::tcp(std::uint16_t port) {
  Wire wire(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(wire.descriptor_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
    throw std::runtime_error(std::string("connect: ") + std::strerror(errno));
  }
  return wire;
}

Wire Wire::local(const std::string& path) {
  Wire wire(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path, path.data(), path.size());
  if (::connect(wire.descriptor_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
    throw std::runtime_error(std::string("connect: ") + std::strerror(errno));
  }
  return wire;
}

Wire::Wire(Wire&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), buffer_(std::move(other.buffer_)) {}

Wire::~Wire() { leave(); }

void Wire::leave() {
  if (descriptor_ >= 0) ::close(std::exchange(descriptor_, -1));
}

bool Wire::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

bool Wire::begins() const {
  pollfd readable{descriptor_, POLLIN, 0};
  return ::poll(&readable, 1, kPatience) > 0;
}

bool Wire::read_more() {
  pollfd readable{descriptor_, POLLIN, 0};
  if (::poll(&readable, 1, kPatience) <= 0)
    throw std::runtime_error("the server kept silent for ten seconds");
  std::array<char, 65536> piece{};
  const ssize_t count = ::read(descriptor_, piece.data(), piece.size());
  if (count <= 0) return false;
  buffer_.append(piece.data(), static_cast<std::size_t>(count));
  return true;
}

std::string Wire::response() {
  std::size_t end = 0;
  while ((end = buffer_.find("\r\n\r\n")) == std::string::npos) {
    if (!read_more()) return std::exchange(buffer_, {});
  }
  std::size_t whole = end + 4;
  const std::size_t length = buffer_.find("Content-Length: ");
  if (length < end) whole += std::stoul(buffer_.substr(length + 16));
  while (buffer_.size() < whole && read_more()) {
  }
  std::string first = buffer_.substr(0, whole);
  buffer_.erase(0, first.size());
  return first;
}

bool Wire::closed() { return buffer_.empty() && !read_more(); }

bool Wire::closes_within(std::chrono::milliseconds time) {
  pollfd readable{descriptor_, POLLIN, 0};
  return ::poll(&readable, 1, static_cast<int>(time.count())) > 0 && !read_more();
}

int status_of(const std::string& response) {
  return response.rfind("HTTP/1.1 ", 0) == 0 ? std::stoi(response.substr(9, 3)) : 0;
}

std::string body_of(const std::string& response) {
  const std::size_t end = response.find("\r\n\r\n");
  return end == std::string::npos ? std::string() : response.substr(end + 4);
}

}  // namespace triand::tests
