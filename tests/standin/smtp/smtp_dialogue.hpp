#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tests/standin/smtp/smtp_host.hpp"
#include "tests/standin/smtp/smtp_turn.hpp"

namespace triand::standin {

// The server's side of one SMTP connection (RFC 5321), without I/O: a line in, a reply out. Knows EHLO, HELO, MAIL,
// RCPT, DATA, RSET, NOOP, VRFY and QUIT. Where no rule strikes, the recipient's local part decides: bad* 550 5.1.1 in
// two lines, full* 452 4.2.2, grey* 451 4.7.1, r421* 421 and close; behind the dot spam* 554, tmp* 451, drop* closes
// after the mail was taken, hang* answers late. Bare line feeds in a mail earn 554.
class SmtpDialogue {
 public:
  // The host must outlive this.
  SmtpDialogue(SmtpHost& host, std::chrono::milliseconds hang, std::uint64_t connection);

  [[nodiscard]] SmtpTurn greet() const;
  // One line without its line end; `complete` tells whether it ended in CR LF.
  [[nodiscard]] SmtpTurn line(std::string_view text, bool complete);

 private:
  struct Recipient {
    std::string address;
    Action action;
  };

  [[nodiscard]] SmtpTurn command(std::string_view text);
  [[nodiscard]] SmtpTurn mail_from(std::string_view argument);
  [[nodiscard]] SmtpTurn rcpt_to(std::string_view argument);
  [[nodiscard]] SmtpTurn data();
  [[nodiscard]] SmtpTurn end_of_data();
  [[nodiscard]] Action action_for(const std::string& address);
  [[nodiscard]] const Action* action_at(std::string_view stage) const;
  void forget_transaction();

  SmtpHost& host_;
  std::chrono::milliseconds hang_;
  std::uint64_t connection_;
  std::uint64_t mails_ = 0;
  bool greeted_ = false;
  bool in_data_ = false;
  bool has_sender_ = false;
  bool bare_line_feed_ = false;
  std::vector<Recipient> recipients_;
  std::string mail_;
};

}  // namespace triand::standin
