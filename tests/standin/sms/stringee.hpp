#pragma once

#include "tests/standin/sms/sms_gateway.hpp"
#include "tests/standin/sms/sms_settings.hpp"

namespace triand::standin {

// Stringee: a JWT (HS256) in X-STRINGEE-AUTH whose signature, issuer and end are looked at; an array of messages, with a
// result for each. What 401 and the codes other than 0 look like is not documented.
class Stringee : public SmsGateway {
 public:
  explicit Stringee(SmsSettings settings) : settings_(std::move(settings)) {}

  [[nodiscard]] std::string_view name() const override { return "stringee"; }
  [[nodiscard]] bool takes(const Request& request) const override;
  [[nodiscard]] std::vector<Subject> subjects(const Request& request) const override;
  // An action's `error` is the `r` of its message.
  [[nodiscard]] Answer answer(const Request& request, const Actions& actions, TimePoint now) override;

 private:
  [[nodiscard]] bool authorised(const Request& request, TimePoint now) const;

  SmsSettings settings_;
};

}  // namespace triand::standin
