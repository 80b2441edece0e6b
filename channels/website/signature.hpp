#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/secret.hpp"

namespace triand::channels::website {

// Standard Webhooks 1.0.0, version v1: HMAC-SHA256 over "ID.TIMESTAMP.BODY", the key being what the secret's Base64
// stands for.

// One signing key. Immutable.
class SigningKey {
 public:
  // "whsec_" and the Base64 of 24 to 64 bytes. Nullopt for anything else.
  static std::optional<SigningKey> read(std::string_view secret);

  // "v1,…". Throws std::runtime_error when OpenSSL fails.
  [[nodiscard]] std::string sign(std::string_view id, std::int64_t timestamp, std::string_view body) const;

 private:
  explicit SigningKey(std::string key) : key_(std::move(key)) {}

  config::Secret key_;
};

// The first key is the present one; while keys change there is the former one too.
using SigningKeys = std::vector<SigningKey>;

// What a message is signed with by each key, parted by spaces.
[[nodiscard]] std::string signatures(const SigningKeys& keys, std::string_view id, std::int64_t timestamp,
                                     std::string_view body);

// What is wrong with the signature of a message that came, or empty: one of the signatures is by one of the keys, and
// the timestamp is within five minutes of now. `id`, `timestamp`, `signature` as its headers have them.
[[nodiscard]] std::string signature_fault(const SigningKeys& keys, std::string_view id,
                                          std::string_view timestamp, std::string_view signature,
                                          std::string_view body, std::chrono::system_clock::time_point now);

}  // namespace triand::channels::website
