#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "tests/standin/gateway.hpp"

namespace triand::standin {

// The imitation of one SMS gateway besides eSMS. All of them stand behind one address and are told apart by path.
class SmsGateway : public Gateway {
 public:
  [[nodiscard]] virtual std::string_view name() const = 0;
  // Whether the request hands over messages.
  [[nodiscard]] virtual bool takes(const Request& request) const = 0;
  // The answer to the gateway's other requests (tokens, status, account); nothing for those that are not its own.
  [[nodiscard]] virtual std::optional<Reply> other(const Request&, TimePoint) { return std::nullopt; }
  [[nodiscard]] std::optional<Receipt> receipt(const Message&, ReceiptKind, TimePoint) override { return {}; }
  void forget() override {}

 protected:
  [[nodiscard]] Message message() const {
    Message made;
    made.channel = Channel::sms;
    made.gateway = name();
    return made;
  }
  // The error that a rule demands for one message, or empty.
  [[nodiscard]] static std::string forced(const Actions& actions, std::size_t at) {
    return at < actions.size() && actions[at] ? actions[at]->error : std::string();
  }
};

// "0912345678" for a mobile number with 84 in front ("+84" with `plus`), without anything else; empty for others.
[[nodiscard]] std::string mobile_with_84(std::string_view phone, bool plus = false);

// The user and the password of an Authorization header (Basic), parted by ':'; empty without one.
[[nodiscard]] std::string basic_login(const Request& request);

}  // namespace triand::standin
