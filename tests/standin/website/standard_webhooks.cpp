#include "tests/standin/website/standard_webhooks.hpp"

#include <algorithm>
#include <charconv>
#include <cstdlib>

#include <fmt/format.h>

#include "tests/standin/coding/digest.hpp"

namespace triand::standin {

std::string webhook_signature(std::string_view secret, std::string_view id, std::string_view timestamp,
                              std::string_view body) {
  constexpr std::string_view kPrefix = "whsec_";
  if (secret.starts_with(kPrefix)) secret.remove_prefix(kPrefix.size());
  return "v1," +
         base64_encode(hmac_sha256(base64_decode(secret), fmt::format("{}.{}.{}", id, timestamp, body)));
}

bool webhook_verified(std::string_view secret, const Request& request, TimePoint now) {
  constexpr std::int64_t kTolerance = 300;
  std::string_view id = request.header("webhook-id");
  std::string_view timestamp = request.header("webhook-timestamp");
  std::string_view signatures = request.header("webhook-signature");
  std::int64_t seconds = 0;
  auto [end, error] = std::from_chars(timestamp.data(), timestamp.data() + timestamp.size(), seconds);
  if (id.empty() || error != std::errc() || end != timestamp.data() + timestamp.size()) return false;
  if (std::abs(epoch_milliseconds(now) / 1000 - seconds) > kTolerance) return false;
  std::string expected = webhook_signature(secret, id, timestamp, request.body);
  while (!signatures.empty()) {
    std::string_view signature = signatures.substr(0, signatures.find(' '));
    signatures.remove_prefix(std::min(signatures.size(), signature.size() + 1));
    if (signature == expected) return true;
  }
  return false;
}

}  // namespace triand::standin
