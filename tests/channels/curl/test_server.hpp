#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

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

 private:
  int socket_;
  std::string buffer_;
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

// A port of 127.0.0.1 where nobody listens.
[[nodiscard]] std::string refused_url();

}  // namespace triand::channels
