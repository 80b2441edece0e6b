#include "tests/standin/smtp/local_part_rules.hpp"

namespace triand::standin {
namespace {

struct Answer {
  std::string_view prefix;
  std::string_view stage;
  std::string_view reply;
};

constexpr Answer kAnswers[] = {
    {"bad", "rcpt",
     "550-5.1.1 The email account that you tried to reach does not exist.\r\n550 5.1.1 Please try "
     "double-checking"},
    {"full", "rcpt", "452 4.2.2 mailbox full"},
    {"grey", "rcpt", "451 4.7.1 greylisted, try again later"},
    {"r421", "rcpt", "421 4.3.2 closing the connection"},
    {"spam", "dot", "554 5.7.1 message refused as spam"},
    {"tmp", "dot", "451 4.3.0 temporary failure"},
};

}  // namespace

Action local_part_action(std::string_view address, std::chrono::milliseconds hang) {
  Action action;
  for (const Answer& answer : kAnswers) {
    if (!address.starts_with(answer.prefix)) continue;
    action.error = std::string(answer.reply);
    action.stage = std::string(answer.stage);
    return action;
  }
  action.reset_after_reading = address.starts_with("drop");
  if (address.starts_with("hang")) action.delay = hang;
  return action;
}

}  // namespace triand::standin
