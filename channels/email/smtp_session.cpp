#include "channels/email/smtp_session.hpp"

#include <array>
#include <utility>

#include "channels/email/dot_stuffing.hpp"

namespace triand::channels::email {

Judgement SmtpSession::send(const Message& message) {
  Exchange exchange;
  try {
    if (connect(exchange)) converse(message, exchange);
  } catch (...) {
    connection_.drop();
    throw;
  }
  const bool goes_on = exchange.result == CURLE_OK && !exchange.auth_missing;
  const bool refused = exchange.auth_missing || (exchange.code >= 400 && exchange.code != 421);
  if (!connection_.in_step() || (!goes_on && !refused))
    connection_.drop();
  else if (!goes_on)
    connection_.quit();
  return judge(exchange);
}

bool SmtpSession::connect(Exchange& exchange) {
  if (connection_.is_fit()) return true;
  began_mail_ = false;
  Opening opening = connection_.open();
  exchange.result = opening.result;
  exchange.code = opening.code;
  exchange.words = std::move(opening.words);
  exchange.error = std::move(opening.error);
  // libcurl goes on without a word when the server does not offer AUTH.
  exchange.auth_missing =
      opening.result == CURLE_OK && !settings_.username.empty() && !connection_.greeting().authenticated();
  return exchange.result == CURLE_OK && !exchange.auth_missing;
}

bool SmtpSession::say(std::string_view commands, Exchange& exchange) {
  exchange.result = connection_.write(commands, false);
  return exchange.result == CURLE_OK;
}

bool SmtpSession::hear(Exchange& exchange) {
  Reply reply;
  exchange.result = connection_.read(reply, exchange.saw_354);
  if (exchange.result != CURLE_OK) return false;
  exchange.code = reply.code;
  exchange.words = std::move(reply.words);
  return true;
}

void SmtpSession::converse(const Message& message, Exchange& exchange) {
  struct Command {
    Stage stage;
    std::string line;
  };
  const std::string size =
      connection_.greeting().offers_size() ? " SIZE=" + std::to_string(message.bytes.size()) : std::string();
  const std::array<Command, 3> commands = {
      Command{Stage::mail, "MAIL FROM:<" + message.sender + ">" + size + "\r\n"},
      Command{Stage::recipient, "RCPT TO:<" + message.recipient + ">\r\n"}, Command{Stage::data, "DATA\r\n"}};
  // RFC 2920: of a group of commands DATA has to be the last, as the client has to know whether it may go on.
  const bool at_once = connection_.greeting().offers_pipelining();
  const std::string group = at_once ? commands[0].line + commands[1].line + commands[2].line : std::string();

  exchange.code = 0;
  exchange.stage = Stage::mail;
  began_mail_ = true;
  if (at_once && !say(group, exchange)) return;
  for (const Command& command : commands) {
    exchange.stage = command.stage;
    if ((!at_once && !say(command.line, exchange)) || !hear(exchange)) return;
    const bool taken = command.stage == Stage::data ? exchange.code == 354 : exchange.code / 100 == 2;
    if (!taken) {
      exchange.result = CURLE_SEND_ERROR;
      return;
    }
  }

  exchange.saw_354 = true;
  exchange.stage = Stage::body;
  const std::string body = dot_stuffed(message.bytes);
  std::string_view rest = body;
  // What is there before the message begins to leave is no answer to it.
  exchange.result = connection_.silence();
  if (exchange.result == CURLE_OK) exchange.result = connection_.write(rest, true);
  // The final dot is at the end.
  exchange.all_handed = rest.empty();
  if (exchange.result != CURLE_OK || !hear(exchange)) return;
  if (exchange.code != 250) exchange.result = CURLE_WEIRD_SERVER_REPLY;
}

}  // namespace triand::channels::email
