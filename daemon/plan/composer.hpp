#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "daemon/domain/customer.hpp"
#include "daemon/domain/customer_values.hpp"
#include "daemon/plan/plan_basis.hpp"
#include "daemon/plan/planned_recipient.hpp"
#include "templates/message.hpp"
#include "templates/sms_parts.hpp"

namespace triand::plan {

// One customer's message for one channel, exactly as it is handed over.
struct Composed {
  templates::FilledMessage message;  // `missing` names a column when there is nothing to send
  templates::SmsParts sms;           // of an SMS; else one part
  std::int64_t cost = 0;             // VND
  std::string refused;  // what the text breaks of the gateway's limits: it must not be sent; else empty
  Fit fit = Fit::as_it_is;
  // Of an SMS, when both forms are compared: the parts it has without and with diacritics.
  int plain_parts = 0;
  int unicode_parts = 0;
};

// Makes messages from a plan's basis. Used by one thread at a time.
class Composer {
 public:
  // The basis must outlive the composer.
  explicit Composer(const PlanBasis& basis);

  // From now on the parts of both forms of an SMS are counted: what a plan shows, and sending can do without.
  void compare_forms() { compares_forms_ = true; }
  // Turns to a customer, who must live unchanged until the next call.
  void take(const domain::Customer& customer);
  // The message for the customer taken last. Throws std::invalid_argument when the campaign has no message for the
  // channel.
  [[nodiscard]] Composed compose(std::size_t channel) const;

 private:
  [[nodiscard]] const templates::Message& message_for(std::size_t channel) const;
  // Makes the values fit what the gateway's template takes, by the message's own rule, or says that they do not.
  void fit_template(const templates::Message& message, const ChannelTemplates& known,
                    Composed& composed) const;
  void write_sms(const ChannelFacts& facts, Composed& composed) const;

  const PlanBasis& basis_;
  domain::CustomerValues values_;
  const domain::Customer* customer_ = nullptr;  // taken last
  std::span<const std::string_view> current_;
  std::string_view language_;
  std::string_view phone_;
  bool compares_forms_ = false;
};

}  // namespace triand::plan
