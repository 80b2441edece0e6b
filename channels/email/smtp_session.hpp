#pragma once

#include "channels/email/judgement.hpp"
#include "channels/email/message.hpp"
#include "channels/email/smtp_connection.hpp"

namespace triand::channels::email {

// Hands messages to a mail server over one connection, which is kept from message to message. Used by one thread only;
// blocks. Where the server offers PIPELINING a message costs two round trips. Everything but an accepted message ends the
// connection: a late reply to one message must never be read as the answer to the next.
class SmtpSession {
 public:
  // Both outlive the session.
  SmtpSession(const Settings& settings, const StopSign& stop)
      : settings_(settings), connection_(settings, stop) {}

  // Hands over one message, at most once.
  [[nodiscard]] Judgement send(const Message& message);

  // Whether a message was begun over the present connection, or the one before it, without TLS.
  [[nodiscard]] bool went_in_clear() const { return began_mail_ && !connection_.greeting().encrypted(); }

 private:
  // Whether there is a connection for a message; if not, `exchange` says why.
  [[nodiscard]] bool connect(Exchange& exchange);
  void converse(const Message& message, Exchange& exchange);
  // Writes commands, reads one reply. False, and why, when that fails.
  [[nodiscard]] bool say(std::string_view commands, Exchange& exchange);
  [[nodiscard]] bool hear(Exchange& exchange);

  const Settings& settings_;
  SmtpConnection connection_;
  bool began_mail_ = false;
};

}  // namespace triand::channels::email
