#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "tests/standin/sms/sms_gateway.hpp"
#include "tests/standin/sms/sms_settings.hpp"

namespace triand::standin {

// Every imitated SMS gateway besides eSMS.
class SmsGateways {
 public:
  // `salt` keeps ids and tokens of different runs apart.
  SmsGateways(const SmsSettings& settings, std::uint64_t salt);

  // The gateway that takes the messages of a request, or null.
  [[nodiscard]] Gateway* taking(const Request& request) const;
  [[nodiscard]] Gateway* named(std::string_view name) const;
  // The answer to any of their other requests.
  [[nodiscard]] std::optional<Reply> other(const Request& request, TimePoint now) const;
  void forget();

 private:
  std::vector<std::unique_ptr<SmsGateway>> gateways_;
};

// Whether a request hands messages to one of them.
[[nodiscard]] bool is_sms_request(const Request& request);

}  // namespace triand::standin
