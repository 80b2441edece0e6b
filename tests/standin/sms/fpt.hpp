#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>

#include "tests/standin/sms/sms_gateway.hpp"
#include "tests/standin/sms/sms_settings.hpp"

namespace triand::standin {

// FPT's customer-care SMS: a token for client credentials, which works with the session id of its request alone (1011)
// and for its life (1013); texts in Base64; a RequestId is a duplicate for five minutes (2501). Errors come with HTTP 400.
class Fpt : public SmsGateway {
 public:
  Fpt(SmsSettings settings, std::uint64_t salt) : settings_(std::move(settings)), salt_(salt) {}

  [[nodiscard]] std::string_view name() const override { return "fpt"; }
  [[nodiscard]] bool takes(const Request& request) const override;
  [[nodiscard]] std::optional<Reply> other(const Request& request, TimePoint now) override;
  [[nodiscard]] std::vector<Subject> subjects(const Request& request) const override;
  [[nodiscard]] Answer answer(const Request& request, const Actions& actions, TimePoint now) override;
  void forget() override { seen_.clear(); }

 private:
  struct Token {
    std::string session;
    TimePoint ends;
  };
  [[nodiscard]] std::string judge(const Request& request, TimePoint now) const;

  SmsSettings settings_;
  std::uint64_t salt_;
  std::uint64_t count_ = 0;
  std::int64_t last_id_ = 700'000;
  std::unordered_map<std::string, Token> tokens_;
  std::unordered_map<std::string, TimePoint> seen_;
};

}  // namespace triand::standin
