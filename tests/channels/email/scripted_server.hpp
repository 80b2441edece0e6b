#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace triand::channels::email {

// One client's connection as a script sees it. Throws Gone when the client hangs up.
class Client {
 public:
  struct Gone {};
  explicit Client(int descriptor) : descriptor_(descriptor) {}
  void hang_up();
  void say(const std::string& lines);  // each '\n' becomes CRLF
  std::string line();                  // without CRLF
  std::string body();                  // up to the final dot, as it came, dot-stuffed
  void wait_for_end();                 // until the client hangs up
  // Whether nothing comes for so long.
  bool hears_nothing(std::chrono::milliseconds time) const;

 private:
  int descriptor_;
  std::string buffer_;
  void fill();
};

// A mail server on a free port of the loopback interface that does what each test says. Every connection is served by
// the script on a thread of its own, and told its number from 0.
class ScriptedServer {
 public:
  using Script = std::function<void(Client&, int connection)>;
  explicit ScriptedServer(Script script);
  ~ScriptedServer();
  ScriptedServer(const ScriptedServer&) = delete;
  ScriptedServer& operator=(const ScriptedServer&) = delete;

  [[nodiscard]] std::string url() const { return "smtp://127.0.0.1:" + std::to_string(port_); }
  [[nodiscard]] int connections() const { return connections_; }

 private:
  void accept_clients();

  Script script_;
  int listener_ = -1;
  int port_ = 0;
  std::atomic<int> connections_{0};
  std::mutex mutex_;
  std::vector<int> open_;
  std::vector<std::thread> clients_;
  std::thread acceptor_;
};

// The ordinary conversation, from the banner on.
void greet(Client& client, const std::string& offers = "");
// MAIL and RCPT accepted.
void take_envelope(Client& client);
// DATA accepted and the body read; the reply behind the dot is the caller's.
std::string take_body(Client& client);
// Whole messages, each accepted, until the client goes.
void serve_well(Client& client);

}  // namespace triand::channels::email
