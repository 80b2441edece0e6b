#include "daemon/server/console/device_mark.hpp"

#include <charconv>
#include <cstdint>

#include "channels/digest.hpp"
#include "daemon/server/secret_token.hpp"

namespace triand::server {
namespace {

std::int64_t seconds_of(schedule::WallTime time) {
  return std::chrono::duration_cast<std::chrono::seconds>(time.time_since_epoch()).count();
}

}  // namespace

std::string DeviceMark::signature(std::string_view account, std::string_view body) const {
  return channels::hmac_sha256_hex(key_, std::string(account) + "\n" + std::string(body));
}

// END.ID.SIGNATURE
std::string DeviceMark::make(std::string_view account, schedule::WallTime now) const {
  const std::string body = std::to_string(seconds_of(now + kLife)) + "." + new_secret_token();
  return body + "." + signature(account, body);
}

std::string DeviceMark::read(std::string_view mark, std::string_view account, schedule::WallTime now) const {
  const std::size_t end = mark.find('.');
  const std::size_t sign = mark.rfind('.');
  if (end == std::string_view::npos || sign == end) return {};
  const std::string_view id = mark.substr(end + 1, sign - end - 1);
  if (!is_secret_token(id)) return {};
  if (!same_secret(mark.substr(sign + 1), signature(account, mark.substr(0, sign)))) return {};
  std::int64_t until = 0;
  const auto [stop, fault] = std::from_chars(mark.data(), mark.data() + end, until);
  if (fault != std::errc() || stop != mark.data() + end || seconds_of(now) >= until) return {};
  return std::string(id);
}

}  // namespace triand::server
