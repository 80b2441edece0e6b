#pragma once

#include <optional>
#include <string>
#include <vector>

#include "channels/receipt.hpp"
#include "channels/sms/answer.hpp"
#include "channels/sms/condition.hpp"
#include "config/block.hpp"

namespace triand::channels {

// What a gateway's words about one message mean, whether it told them or was asked: `status`, `detail` and `rules`.
class ReportRules {
 public:
  static ReportRules read(config::Block& block);

  // The first rule that holds says what it means; none: pending. Nullopt when there is no status.
  [[nodiscard]] std::optional<Receipt> receipt(const Answer& answer) const;
  [[nodiscard]] const std::string& status() const { return status_; }

 private:
  struct Rule {
    Condition when;
    Receipt::Word word = Receipt::Word::pending;
    std::string reason;
  };
  std::string status_;
  std::vector<std::string> detail_;
  std::vector<Rule> rules_;
};

}  // namespace triand::channels
