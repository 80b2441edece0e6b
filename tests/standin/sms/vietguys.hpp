#pragma once

#include <cstdint>
#include <string>

#include "tests/standin/sms/sms_gateway.hpp"
#include "tests/standin/sms/sms_settings.hpp"

namespace triand::standin {

// VietGuys: a form with the account's passcode or an access token; an object with json=1, else a bare number. A token is
// fetched for the refresh token, which is good once: the answer brings the next. That an old token earns "Token expired"
// is not documented.
class VietGuys : public SmsGateway {
 public:
  VietGuys(SmsSettings settings, std::uint64_t salt)
      : settings_(std::move(settings)), salt_(salt), refresh_token_(settings_.vietguys_refresh_token) {}

  [[nodiscard]] std::string_view name() const override { return "vietguys"; }
  [[nodiscard]] bool takes(const Request& request) const override;
  [[nodiscard]] std::optional<Reply> other(const Request& request, TimePoint now) override;
  [[nodiscard]] std::vector<Subject> subjects(const Request& request) const override;
  [[nodiscard]] Answer answer(const Request& request, const Actions& actions, TimePoint now) override;

 private:
  [[nodiscard]] std::string judge(const Request& request, TimePoint now) const;

  SmsSettings settings_;
  std::uint64_t salt_;
  std::uint64_t count_ = 0;
  std::string refresh_token_;
  std::string access_token_;
  TimePoint token_ends_;
};

}  // namespace triand::standin
