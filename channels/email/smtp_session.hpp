#pragma once

#include <atomic>
#include <chrono>

#include <curl/curl.h>

#include "channels/email/judgement.hpp"
#include "channels/email/message.hpp"
#include "channels/email/reply_log.hpp"
#include "channels/email/settings.hpp"

namespace triand::channels::email {

// When sessions have to give up. Written by the network thread, read by every session.
class StopSign {
 public:
  // From now on whatever has not seen 354 gives up at once, the others at `deadline`.
  void raise(std::chrono::steady_clock::time_point deadline);
  [[nodiscard]] bool raised() const;
  [[nodiscard]] bool give_up(bool saw_354) const;

 private:
  std::atomic<std::chrono::steady_clock::rep> deadline_{0};  // 0: not raised
};

// One SMTP connection over libcurl's easy interface, kept from message to message. Used by one thread only; blocks.
// Every failure destroys the handle and with it the connection: a late reply to one message must never be read as
// the answer to the next (seen with libcurl 7.88).
class SmtpSession {
 public:
  // Both outlive the session.
  SmtpSession(const Settings& settings, const StopSign& stop);
  ~SmtpSession();
  SmtpSession(const SmtpSession&) = delete;
  SmtpSession& operator=(const SmtpSession&) = delete;

  // Hands over one message, at most once.
  [[nodiscard]] Judgement send(const Message& message);

  // Whether a message was begun over the present connection, or the one before it, without TLS.
  [[nodiscard]] bool went_in_clear() const { return began_mail_ && !encrypted_; }

 private:
  struct Transfer;

  CURL* handle();
  void set_connection_options(CURL* curl) const;
  // Ends the connection without waiting; `directions` are those of shutdown(2).
  void close(int directions);

  static std::size_t on_read(char* buffer, std::size_t size, std::size_t count, void* user) noexcept;
  static std::size_t on_reply(char* line, std::size_t size, std::size_t count, void* user) noexcept;
  static int on_progress(void* user, curl_off_t, curl_off_t, curl_off_t, curl_off_t) noexcept;
  static int on_debug(CURL*, curl_infotype type, char* data, std::size_t size, void* user) noexcept;

  const Settings& settings_;
  const StopSign& stop_;
  CURL* curl_ = nullptr;
  bool authenticated_ = false;  // on this connection
  bool encrypted_ = false;      // likewise
  bool began_mail_ = false;
};

}  // namespace triand::channels::email
