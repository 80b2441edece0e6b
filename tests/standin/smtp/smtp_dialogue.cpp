#include "tests/standin/smtp/smtp_dialogue.hpp"

#include <fmt/format.h>
#include <boost/beast/core/string.hpp>

#include "tests/standin/smtp/local_part_rules.hpp"

namespace triand::standin {
namespace {

constexpr std::size_t kMailSize = 36700160;

SmtpTurn say(std::string reply, SmtpTurn::Then then = SmtpTurn::Then::go_on) {
  SmtpTurn turn;
  turn.reply = std::move(reply) + "\r\n";
  turn.then = then;
  return turn;
}

// A reply a rule asked for; 421 closes the connection as RFC 5321 §3.8 says.
SmtpTurn refuse(const std::string& reply) {
  return say(reply, reply.starts_with("421") ? SmtpTurn::Then::close : SmtpTurn::Then::go_on);
}

// What stands between < and >, or the first word.
std::string path_in(std::string_view argument) {
  std::size_t open = argument.find('<');
  if (open == std::string_view::npos) return {};
  std::size_t close = argument.find('>', open);
  return close == std::string_view::npos ? std::string()
                                         : std::string(argument.substr(open + 1, close - open - 1));
}

bool is_command(std::string_view text, std::string_view name) {
  return text.size() >= name.size() && boost::beast::iequals(text.substr(0, name.size()), name);
}

}  // namespace

SmtpDialogue::SmtpDialogue(SmtpHost& host, std::chrono::milliseconds hang, std::uint64_t connection)
    : host_(host), hang_(hang), connection_(connection) {}

SmtpTurn SmtpDialogue::greet() const { return say("220 standin.example ESMTP"); }

SmtpTurn SmtpDialogue::line(std::string_view text, bool complete) {
  if (!in_data_) return command(text);
  if (text == "." && complete) return end_of_data();
  if (!complete) bare_line_feed_ = true;
  if (text.starts_with('.')) text.remove_prefix(1);
  if (mail_.size() < kMailSize) mail_.append(text).append("\r\n");
  return {};
}

SmtpTurn SmtpDialogue::command(std::string_view text) {
  if (is_command(text, "EHLO")) {
    greeted_ = true;
    forget_transaction();
    return say(
        fmt::format("250-standin.example\r\n250-PIPELINING\r\n250-SIZE {}\r\n250-8BITMIME\r\n"
                    "250-SMTPUTF8\r\n250 ENHANCEDSTATUSCODES",
                    kMailSize));
  }
  if (is_command(text, "HELO")) {
    greeted_ = true;
    forget_transaction();
    return say("250 standin.example");
  }
  if (is_command(text, "MAIL FROM:")) return mail_from(text.substr(10));
  if (is_command(text, "RCPT TO:")) return rcpt_to(text.substr(8));
  if (is_command(text, "DATA")) return data();
  if (is_command(text, "RSET")) {
    forget_transaction();
    return say("250 2.0.0 Ok");
  }
  if (is_command(text, "NOOP")) return say("250 2.0.0 Ok");
  if (is_command(text, "VRFY")) return say("252 2.0.0 send some mail, I will try");
  if (is_command(text, "QUIT")) return say("221 2.0.0 Bye", SmtpTurn::Then::close);
  return say("502 5.5.2 command not recognized");
}

SmtpTurn SmtpDialogue::mail_from(std::string_view argument) {
  if (!greeted_) return say("503 5.5.1 send EHLO first");
  if (has_sender_) return say("503 5.5.1 nested MAIL command");
  if (argument.find('<') == std::string_view::npos) return say("501 5.5.4 syntax: MAIL FROM:<address>");
  has_sender_ = true;
  return say("250 2.1.0 Ok");
}

SmtpTurn SmtpDialogue::rcpt_to(std::string_view argument) {
  if (!has_sender_) return say("503 5.5.1 need MAIL command");
  std::string address = path_in(argument);
  if (address.find('@') == std::string::npos) return say("501 5.1.3 bad recipient address syntax");
  Action action = action_for(address);
  if (action.reset_before_reading) return {"", action.delay, SmtpTurn::Then::reset};
  if (!action.error.empty() && action.stage == "rcpt") return refuse(action.error);
  recipients_.push_back({std::move(address), std::move(action)});
  return say("250 2.1.5 Ok");
}

SmtpTurn SmtpDialogue::data() {
  if (recipients_.empty()) return say("503 5.5.1 need RCPT command");
  if (const Action* action = action_at("data")) {
    std::string reply = action->error;
    forget_transaction();
    return refuse(reply);
  }
  in_data_ = true;
  return say("354 End data with <CR><LF>.<CR><LF>");
}

SmtpTurn SmtpDialogue::end_of_data() {
  std::vector<Recipient> recipients = std::move(recipients_);
  std::string mail = std::move(mail_);
  bool bare = bare_line_feed_;
  Action action = recipients.front().action;
  forget_transaction();
  if (bare) return say("554 5.6.0 bare line feed in the mail");
  if (!action.error.empty()) return refuse(action.error);
  std::string queue_id = fmt::format("{:X}{:05X}", connection_, ++mails_);
  if (action.accepts()) {
    std::vector<std::string> addresses;
    addresses.reserve(recipients.size());
    for (Recipient& recipient : recipients) addresses.push_back(std::move(recipient.address));
    host_.mail_accepted(addresses, mail, queue_id);
  }
  SmtpTurn turn =
      say(action.accepts() ? "250 2.0.0 Ok: queued as " + queue_id : "451 4.3.0 temporary failure");
  turn.delay = action.delay;
  if (action.hang) return {"", std::chrono::milliseconds(0), SmtpTurn::Then::silence};
  if (action.reset_after_reading) return {"", action.delay, SmtpTurn::Then::close};
  if (action.half_answer) return {"250 2.0", action.delay, SmtpTurn::Then::close};
  return turn;
}

Action SmtpDialogue::action_for(const std::string& address) {
  std::optional<Action> action = host_.recipient_named(address);
  return action ? *action : local_part_action(address, hang_);
}

const Action* SmtpDialogue::action_at(std::string_view stage) const {
  for (const Recipient& recipient : recipients_) {
    if (!recipient.action.error.empty() && recipient.action.stage == stage) return &recipient.action;
  }
  return nullptr;
}

void SmtpDialogue::forget_transaction() {
  in_data_ = false;
  has_sender_ = false;
  bare_line_feed_ = false;
  recipients_.clear();
  mail_.clear();
}

}  // namespace triand::standin
