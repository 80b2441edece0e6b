#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace triand::tests {

// A client that sends exactly the bytes it is told and reads exactly the bytes that come.
class Wire {
 public:
  static Wire tcp(std::uint16_t port);
  static Wire local(const std::string& path);
  Wire(Wire&& other) noexcept;
  Wire(const Wire&) = delete;
  Wire& operator=(const Wire&) = delete;
  ~Wire();

  // False when the server closed.
  bool send(std::string_view bytes);
  // One whole response with its body, or what came before the server closed. Fails the test after ten seconds.
  std::string response();
  // Whether an answer comes within ten seconds; nothing of it is read.
  bool begins() const;
  // Whether the server closes without another byte within ten seconds.
  bool closed();
  // Whether the server closes in that time.
  bool closes_within(std::chrono::milliseconds time);
  void leave();

 private:
  explicit Wire(int descriptor) : descriptor_(descriptor) {}
  bool read_more();

  int descriptor_;
  std::string buffer_;
};

// "HTTP/1.1 404 Not Found…" → 404; 0 for anything else.
[[nodiscard]] int status_of(const std::string& response);
[[nodiscard]] std::string body_of(const std::string& response);

}  // namespace triand::tests
