#pragma once

#include <cstdint>

#include "tests/standin/sms/sms_gateway.hpp"
#include "tests/standin/sms/sms_settings.hpp"

namespace triand::standin {

// Twilio: Basic, a form, 201 with a sid; errors by HTTP status and code; reports as signed forms to StatusCallback.
class Twilio : public SmsGateway {
 public:
  Twilio(SmsSettings settings, std::uint64_t salt) : settings_(std::move(settings)), salt_(salt) {}

  [[nodiscard]] std::string_view name() const override { return "twilio"; }
  [[nodiscard]] bool takes(const Request& request) const override;
  [[nodiscard]] std::vector<Subject> subjects(const Request& request) const override;
  [[nodiscard]] Answer answer(const Request& request, const Actions& actions, TimePoint now) override;
  [[nodiscard]] std::optional<Receipt> receipt(const Message& message, ReceiptKind kind,
                                               TimePoint now) override;

 private:
  [[nodiscard]] std::string judge(const Request& request) const;

  SmsSettings settings_;
  std::uint64_t salt_;
  std::uint64_t count_ = 0;
};

// X-Twilio-Signature of a form that is posted to that address.
[[nodiscard]] std::string twilio_signature(std::string_view auth_token, std::string_view url,
                                           std::string_view form);

}  // namespace triand::standin
