#pragma once

#include <array>
#include <chrono>
#include <string_view>

#include <curl/curl.h>

#include "channels/email/greeting.hpp"
#include "channels/email/opening.hpp"
#include "channels/email/reply_log.hpp"
#include "channels/email/reply_reader.hpp"
#include "channels/email/settings.hpp"
#include "channels/email/stop_sign.hpp"

namespace triand::channels::email {

// A connection to the mail server. libcurl finds, connects, encrypts and logs in (CURLOPT_CONNECT_ONLY, which it has for
// SMTP) and moves the bytes; what is said then is the caller's, as libcurl would wait for a reply to each command
// (RFC 2920). Used by one thread only; blocks. Ends of reading and writing are told in libcurl's codes.
class SmtpConnection {
 public:
  // Both outlive the connection.
  SmtpConnection(const Settings& settings, const StopSign& stop);
  // Says QUIT and does not wait for the answer.
  ~SmtpConnection();
  SmtpConnection(const SmtpConnection&) = delete;
  SmtpConnection& operator=(const SmtpConnection&) = delete;

  // Whether it is open and fit for one more message; closes it when it has been idle for too long or the server has
  // said something that nobody asked for, as "421 idle" is.
  [[nodiscard]] bool is_fit();
  // Opens a new connection, a message's time-out long at most. When it fails there is none.
  [[nodiscard]] Opening open();

  // What the server offers on the open connection, and what became of it.
  [[nodiscard]] const Greeting& greeting() const { return greeting_; }

  // Writes `rest` and takes away from it what has left: CURLE_OK when all has. No longer than the time-out of a reply.
  // `saw_354`: whether a stop may wait.
  [[nodiscard]] CURLcode write(std::string_view& rest, bool saw_354);
  // Reads one reply.
  [[nodiscard]] CURLcode read(Reply& reply, bool saw_354);
  // Whether every byte that was received was part of a reply that was read.
  [[nodiscard]] bool in_step() const { return replies_.empty(); }
  // CURLE_OK: in step, and nothing has come that nobody asked for.
  [[nodiscard]] CURLcode silence();

  void quit();  // closes it with a word
  void drop();  // closes it without one: it is out of step

 private:
  void set_options();
  [[nodiscard]] CURLcode receive();
  [[nodiscard]] CURLcode wait(short events, std::chrono::steady_clock::time_point deadline,
                              bool saw_354) const;
  [[nodiscard]] std::chrono::milliseconds timeout() const;

  static std::size_t on_reply(char* line, std::size_t size, std::size_t count, void* user) noexcept;
  static int on_progress(void* user, curl_off_t, curl_off_t, curl_off_t, curl_off_t) noexcept;

  const Settings& settings_;
  const StopSign& stop_;
  CURL* curl_ = nullptr;
  curl_socket_t socket_ = CURL_SOCKET_BAD;
  // libcurl has their addresses as long as there is a handle.
  std::array<char, CURL_ERROR_SIZE> error_{};
  ReplyLog opening_;
  Greeting greeting_;
  ReplyReader replies_;
  std::chrono::steady_clock::time_point used_at_;  // something was written, or a reply came
};

}  // namespace triand::channels::email
