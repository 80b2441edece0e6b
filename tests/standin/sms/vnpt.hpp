#pragma once

#include "tests/standin/sms/sms_gateway.hpp"
#include "tests/standin/sms/sms_settings.hpp"

namespace triand::standin {

// VNPT's "smsmarketing": {"RQST":{…}} in JSON, or an XML document in the form field xmlRequest, answered alike. What is
// known of its errors is that 0 is none and that 31 was seen once; here 31 is whatever is wrong.
class Vnpt : public SmsGateway {
 public:
  explicit Vnpt(SmsSettings settings) : settings_(std::move(settings)) {}

  [[nodiscard]] std::string_view name() const override { return "vnpt"; }
  [[nodiscard]] bool takes(const Request& request) const override;
  [[nodiscard]] std::vector<Subject> subjects(const Request& request) const override;
  [[nodiscard]] Answer answer(const Request& request, const Actions& actions, TimePoint now) override;

 private:
  SmsSettings settings_;
};

}  // namespace triand::standin
