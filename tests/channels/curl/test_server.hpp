#pragma once

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <tuple>
#include <utility>
#include <vector>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace triand::channels {

// One request as a test server got it.
struct ReceivedRequest {
  std::string head;  // request line and header lines
  std::string body;

  // The value of a header by its name in lower case, or "(none)".
  [[nodiscard]] std::string header(const std::string& name) const;
  // "POST /path"
  [[nodiscard]] std::string line() const;
};

// One connection, on a thread of its own, with blocking calls.
class Peer {
 public:
  explicit Peer(int socket) : socket_(socket) {}

  // The next whole request (by Content-Length), or nullopt when the client closed.
  std::optional<ReceivedRequest> read_request();
  // Gives up silently when the client has gone.
  void write(const std::string& bytes);
  // A whole answer that keeps the connection.
  void answer(int status, const std::string& body, const std::string& headers = "");
  // Waits until the client closes.
  void wait_closed();
  // Closes with a reset instead of an orderly end.
  void reset();
  // How many bytes came so far.
  [[nodiscard]] std::size_t received() const { return received_; }

 private:
  int socket_;
  std::string buffer_;
  std::size_t received_ = 0;
};

// A server of one test on a free port of 127.0.0.1. `serve` says what a connection does; it is closed when `serve`
// returns. The destructor ends all connections.
class TestServer {
 public:
  using Serve = std::function<void(Peer&)>;

  explicit TestServer(Serve serve);
  // Answers each request on every connection.
  static std::unique_ptr<TestServer> answering(std::function<void(Peer&, const ReceivedRequest&)> answer);
  ~TestServer();
  TestServer(const TestServer&) = delete;
  TestServer& operator=(const TestServer&) = delete;

  [[nodiscard]] std::string url(const std::string& path = "/") const;
  [[nodiscard]] int connections() const;
  // From now on connections are refused; those that stand go on.
  void stop_listening() { ::shutdown(listener_, SHUT_RDWR); }

 private:
  void accept_all();

  Serve serve_;
  int listener_;
  std::uint16_t port_ = 0;
  mutable std::mutex mutex_;
  std::vector<int> sockets_;
  std::vector<std::thread> peers_;
  std::thread acceptor_;
};

namespace test_server_detail {

// A socket bound to a free port of 127.0.0.1, and that port.
inline std::pair<int, std::uint16_t> bound_socket() {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof address;
  if (socket < 0 || ::bind(socket, reinterpret_cast<sockaddr*>(&address), length) != 0 ||
      ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &length) != 0)
    throw std::runtime_error("no port for the test");
  return {socket, ntohs(address.sin_port)};
}

inline std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
  return text;
}

inline std::string reason_of(int status) { return status == 200 ? "OK" : "Other"; }

}  // namespace test_server_detail

inline std::string ReceivedRequest::header(const std::string& name) const {
  const std::string all = test_server_detail::lower(head);
  const std::string::size_type found = all.find("\r\n" + name + ":");
  if (found == std::string::npos) return "(none)";
  std::string::size_type start = found + 3 + name.size();
  while (start < head.size() && head[start] == ' ') ++start;
  return head.substr(start, head.find("\r\n", start) - start);
}

inline std::string ReceivedRequest::line() const { return head.substr(0, head.find(" HTTP/")); }

inline std::optional<ReceivedRequest> Peer::read_request() {
  const auto more = [&] {
    char bytes[16384];
    const ssize_t got = ::recv(socket_, bytes, sizeof bytes, 0);
    if (got <= 0) return false;
    buffer_.append(bytes, static_cast<std::size_t>(got));
    received_ += static_cast<std::size_t>(got);
    return true;
  };
  std::string::size_type end = 0;
  while ((end = buffer_.find("\r\n\r\n")) == std::string::npos)
    if (!more()) return std::nullopt;
  ReceivedRequest request;
  request.head = buffer_.substr(0, end + 2);
  buffer_.erase(0, end + 4);
  const std::string length = request.header("content-length");
  const std::size_t size = length == "(none)" ? 0 : std::stoul(length);
  while (buffer_.size() < size)
    if (!more()) return std::nullopt;
  request.body = buffer_.substr(0, size);
  buffer_.erase(0, size);
  return request;
}

inline void Peer::write(const std::string& bytes) {
  std::size_t at = 0;
  while (at < bytes.size()) {
    const ssize_t put = ::send(socket_, bytes.data() + at, bytes.size() - at, MSG_NOSIGNAL);
    if (put <= 0) return;
    at += static_cast<std::size_t>(put);
  }
}

inline void Peer::answer(int status, const std::string& body, const std::string& headers) {
  write("HTTP/1.1 " + std::to_string(status) + " " + test_server_detail::reason_of(status) +
        "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" + headers + "\r\n" + body);
}

inline void Peer::wait_closed() {
  char bytes[16384];
  while (::recv(socket_, bytes, sizeof bytes, 0) > 0) continue;
}

inline void Peer::reset() {
  const linger now{.l_onoff = 1, .l_linger = 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &now, sizeof now);
}

inline TestServer::TestServer(Serve serve) : serve_(std::move(serve)) {
  std::tie(listener_, port_) = test_server_detail::bound_socket();
  if (::listen(listener_, 1024) != 0) throw std::runtime_error("no listening socket for the test");
  acceptor_ = std::thread([this] { accept_all(); });
}

inline std::unique_ptr<TestServer> TestServer::answering(
    std::function<void(Peer&, const ReceivedRequest&)> answer) {
  return std::make_unique<TestServer>([answer = std::move(answer)](Peer& peer) {
    while (const auto request = peer.read_request()) answer(peer, *request);
  });
}

inline TestServer::~TestServer() {
  ::shutdown(listener_, SHUT_RDWR);
  acceptor_.join();
  ::close(listener_);
  {
    const std::lock_guard lock(mutex_);
    for (const int socket : sockets_)
      if (socket >= 0) ::shutdown(socket, SHUT_RDWR);
  }
  for (std::thread& peer : peers_) peer.join();
}

inline std::string TestServer::url(const std::string& path) const {
  return "http://127.0.0.1:" + std::to_string(port_) + path;
}

inline int TestServer::connections() const {
  const std::lock_guard lock(mutex_);
  return static_cast<int>(sockets_.size());
}

inline void TestServer::accept_all() {
  for (;;) {
    const int socket = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (socket < 0 && errno == EINTR) continue;
    if (socket < 0) return;
    const std::lock_guard lock(mutex_);
    const std::size_t index = sockets_.size();
    sockets_.push_back(socket);
    peers_.emplace_back([this, socket, index] {
      Peer peer(socket);
      serve_(peer);
      const std::lock_guard inner(mutex_);
      ::close(socket);
      sockets_[index] = -1;
    });
  }
}

// A port of 127.0.0.1 where nobody listens.
inline std::string refused_url() {
  const auto [socket, port] = test_server_detail::bound_socket();
  ::close(socket);
  return "http://127.0.0.1:" + std::to_string(port) + "/";
}

}  // namespace triand::channels
