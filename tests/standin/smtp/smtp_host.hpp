#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/standin/rules/action.hpp"

namespace triand::standin {

// What an SMTP dialogue needs of the world.
class SmtpHost {
 public:
  virtual ~SmtpHost() = default;

  // A recipient was named: counts the request and asks the rules. The reference is not known yet.
  [[nodiscard]] virtual std::optional<Action> recipient_named(const std::string& address) = 0;

  // The server took responsibility for this mail to these recipients.
  virtual void mail_accepted(const std::vector<std::string>& recipients, std::string_view raw,
                             const std::string& queue_id) = 0;
};

}  // namespace triand::standin
