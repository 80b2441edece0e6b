#include "daemon/server/secret_token.hpp"

#include <openssl/crypto.h>
#include <openssl/rand.h>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace triand::server {
namespace {

constexpr std::size_t kBytes = 32;
constexpr std::string_view kDigits = "0123456789abcdef";

}  // namespace

std::string new_secret_token() {
  std::array<unsigned char, kBytes> bytes{};
  if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1)
    throw std::runtime_error("the system gives no random bytes");
  std::string out;
  for (const unsigned char byte : bytes) {
    out += kDigits[byte >> 4];
    out += kDigits[byte & 15];
  }
  return out;
}

bool is_secret_token(std::string_view text) {
  return text.size() == 2 * kBytes &&
         std::all_of(text.begin(), text.end(), [](char c) { return kDigits.find(c) != kDigits.npos; });
}

bool same_secret(std::string_view one, std::string_view other) {
  return !one.empty() && one.size() == other.size() &&
         CRYPTO_memcmp(one.data(), other.data(), one.size()) == 0;
}

}  // namespace triand::server
