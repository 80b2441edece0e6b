#pragma once

#include <string>
#include <vector>

#include "channels/channel.hpp"
#include "channels/sms/condition.hpp"
#include "config/block.hpp"

namespace triand::channels {

// How a gateway's delivery report is read: the `receipt` group of its description.
class ReceiptRules {
 public:
  // `format: none` and an absent group mean that the gateway never reports.
  static ReceiptRules read(config::Block& description);

  [[nodiscard]] bool reports() const { return reports_; }
  // Whether a report names the message by our reference, not only by the gateway's own id.
  [[nodiscard]] bool names_reference() const { return reports_ && !reference_.empty(); }
  // The first rule that holds says what it means; none: pending. A request without an id and without a reference,
  // or without the status field, is a fault.
  [[nodiscard]] WebhookResult receive(const WebhookRequest& request) const;

 private:
  struct Rule {
    Condition when;
    Receipt::Word word = Receipt::Word::pending;
    std::string reason;
  };

  bool reports_ = false;
  std::string id_;
  std::string reference_;
  std::string status_;
  std::vector<std::string> detail_;
  std::vector<Rule> rules_;
};

}  // namespace triand::channels
