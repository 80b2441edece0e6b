#include "tests/standin/sms/sms_gateway.hpp"

#include "tests/standin/coding/digest.hpp"
#include "tests/standin/sms/esms.hpp"

namespace triand::standin {

std::string mobile_with_84(std::string_view phone, bool plus) {
  if (plus != phone.starts_with('+')) return {};
  if (plus) phone.remove_prefix(1);
  return phone.starts_with("84") ? esms_national_number(phone) : std::string();
}

std::string basic_login(const Request& request) {
  const std::string_view value = request.header("Authorization");
  constexpr std::string_view kBasic = "Basic ";
  return value.starts_with(kBasic) ? base64_decode(value.substr(kBasic.size())) : std::string();
}

}  // namespace triand::standin
