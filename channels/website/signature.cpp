#include "channels/website/signature.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <charconv>
#include <stdexcept>

namespace triand::channels::website {
namespace {

constexpr std::string_view kPrefix = "whsec_";
constexpr std::size_t kShortestKey = 24;
constexpr std::size_t kLongestKey = 64;
constexpr std::int64_t kTolerance = 300;

std::string base64(std::string_view bytes) {
  std::string out(4 * ((bytes.size() + 2) / 3), '\0');
  EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                  reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
  return out;
}

std::optional<std::string> bytes_of_base64(std::string_view text) {
  if (text.empty() || text.size() % 4 != 0) return std::nullopt;
  std::string out(text.size() / 4 * 3, '\0');
  const int length =
      EVP_DecodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                      reinterpret_cast<const unsigned char*>(text.data()), static_cast<int>(text.size()));
  if (length < 0) return std::nullopt;
  const auto padding = static_cast<std::size_t>(std::count(text.end() - 2, text.end(), '='));
  out.resize(static_cast<std::size_t>(length) - padding);
  // OpenSSL skips blanks around it: only what it stands for exactly is taken.
  return base64(out) == text ? std::optional(out) : std::nullopt;
}

bool equal_in_constant_time(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace

std::optional<SigningKey> SigningKey::read(std::string_view secret) {
  if (!secret.starts_with(kPrefix)) return std::nullopt;
  auto key = bytes_of_base64(secret.substr(kPrefix.size()));
  if (!key || key->size() < kShortestKey || key->size() > kLongestKey) return std::nullopt;
  return SigningKey(std::move(*key));
}

std::string SigningKey::sign(std::string_view id, std::int64_t timestamp, std::string_view body) const {
  std::string signed_text;
  signed_text.reserve(id.size() + body.size() + 24);
  signed_text.append(id).append(".").append(std::to_string(timestamp)).append(".").append(body);
  const std::string& key = key_.reveal();
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int length = 0;
  if (HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
           reinterpret_cast<const unsigned char*>(signed_text.data()), signed_text.size(), digest,
           &length) == nullptr)
    throw std::runtime_error("HMAC-SHA256 failed");
  return "v1," + base64({reinterpret_cast<const char*>(digest), length});
}

std::string signatures(const SigningKeys& keys, std::string_view id, std::int64_t timestamp,
                       std::string_view body) {
  std::string out;
  for (const SigningKey& key : keys) {
    if (!out.empty()) out += ' ';
    out += key.sign(id, timestamp, body);
  }
  return out;
}

std::string signature_fault(const SigningKeys& keys, std::string_view id, std::string_view timestamp,
                            std::string_view signature, std::string_view body,
                            std::chrono::system_clock::time_point now) {
  std::int64_t seconds = 0;
  const auto [end, error] = std::from_chars(timestamp.data(), timestamp.data() + timestamp.size(), seconds);
  if (id.empty() || timestamp.empty() || error != std::errc{} || end != timestamp.data() + timestamp.size())
    return "webhook-id or webhook-timestamp is missing";
  const std::int64_t present = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
  // Not by the difference: what came may be any number.
  if (seconds < present - kTolerance || seconds > present + kTolerance)
    return "webhook-timestamp is not within five minutes of now";
  // Reckoned once, however many signatures a stranger writes into the header.
  std::vector<std::string> right;
  for (const SigningKey& key : keys) right.push_back(key.sign(id, seconds, body));
  for (std::string_view left = signature; !left.empty();) {
    const std::string_view one = left.substr(0, left.find(' '));
    left.remove_prefix(std::min(left.size(), one.size() + 1));
    for (const std::string& each : right)
      if (equal_in_constant_time(one, each)) return {};
  }
  return "no webhook-signature is by our key";
}

}  // namespace triand::channels::website
