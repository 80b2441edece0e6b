#pragma once

#include <cstdint>

#include "tests/standin/sms/sms_gateway.hpp"
#include "tests/standin/sms/sms_settings.hpp"

namespace triand::standin {

// VMG: a fixed token in a header. Of its codes only 000 is known; here 100 is whatever is wrong.
class Vmg : public SmsGateway {
 public:
  Vmg(SmsSettings settings, std::uint64_t salt) : settings_(std::move(settings)), salt_(salt) {}

  [[nodiscard]] std::string_view name() const override { return "vmg"; }
  [[nodiscard]] bool takes(const Request& request) const override;
  [[nodiscard]] std::vector<Subject> subjects(const Request& request) const override;
  [[nodiscard]] Answer answer(const Request& request, const Actions& actions, TimePoint now) override;

 private:
  SmsSettings settings_;
  std::uint64_t salt_;
  std::uint64_t count_ = 0;
};

}  // namespace triand::standin
