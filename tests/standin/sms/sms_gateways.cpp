#include "tests/standin/sms/sms_gateways.hpp"

#include "tests/standin/sms/fpt.hpp"
#include "tests/standin/sms/speedsms.hpp"
#include "tests/standin/sms/stringee.hpp"
#include "tests/standin/sms/twilio.hpp"
#include "tests/standin/sms/vietguys.hpp"
#include "tests/standin/sms/viettel.hpp"
#include "tests/standin/sms/vmg.hpp"
#include "tests/standin/sms/vnpt.hpp"

namespace triand::standin {

SmsGateways::SmsGateways(const SmsSettings& settings, std::uint64_t salt) {
  gateways_.push_back(std::make_unique<SpeedSms>(settings));
  gateways_.push_back(std::make_unique<Viettel>(settings));
  gateways_.push_back(std::make_unique<Vnpt>(settings));
  gateways_.push_back(std::make_unique<Fpt>(settings, salt));
  gateways_.push_back(std::make_unique<VietGuys>(settings, salt));
  gateways_.push_back(std::make_unique<Stringee>(settings));
  gateways_.push_back(std::make_unique<Vmg>(settings, salt));
  gateways_.push_back(std::make_unique<Twilio>(settings, salt));
}

Gateway* SmsGateways::taking(const Request& request) const {
  for (const auto& gateway : gateways_)
    if (gateway->takes(request)) return gateway.get();
  return nullptr;
}

Gateway* SmsGateways::named(std::string_view name) const {
  for (const auto& gateway : gateways_)
    if (gateway->name() == name) return gateway.get();
  return nullptr;
}

std::optional<Reply> SmsGateways::other(const Request& request, TimePoint now) const {
  for (const auto& gateway : gateways_)
    if (auto reply = gateway->other(request, now)) return reply;
  return std::nullopt;
}

void SmsGateways::forget() {
  for (const auto& gateway : gateways_) gateway->forget();
}

bool is_sms_request(const Request& request) {
  static const SmsGateways kAny(SmsSettings(), 0);
  return kAny.taking(request) != nullptr;
}

}  // namespace triand::standin
