#pragma once

#include <unordered_map>

#include "tests/standin/sms/sms_gateway.hpp"
#include "tests/standin/sms/sms_settings.hpp"

namespace triand::standin {

// Viettel's bulk SMS by SOAP 1.1: result 1 is "queued", 0 is an error that only its message tells. There is no id and
// never a report. The same text to the same number within five minutes is a duplicate (how long is not documented).
class Viettel : public SmsGateway {
 public:
  explicit Viettel(SmsSettings settings) : settings_(std::move(settings)) {}

  [[nodiscard]] std::string_view name() const override { return "viettel"; }
  [[nodiscard]] bool takes(const Request& request) const override;
  [[nodiscard]] std::vector<Subject> subjects(const Request& request) const override;
  // An action's `error` is the whole message.
  [[nodiscard]] Answer answer(const Request& request, const Actions& actions, TimePoint now) override;
  void forget() override { seen_.clear(); }

 private:
  [[nodiscard]] std::string judge(const Request& request, TimePoint now) const;

  SmsSettings settings_;
  std::unordered_map<std::string, TimePoint> seen_;
};

}  // namespace triand::standin
