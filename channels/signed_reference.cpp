#include "channels/signed_reference.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

namespace triand::channels {
namespace {

constexpr std::string_view kDigits = "0123456789abcdefghjkmnpqrstvwxyz";
constexpr std::size_t kLongestReference = kLongestSigned - 1 - kSignatureLength;

bool is_capital_or_digit(char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'); }

std::string upper_case(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return out;
}

std::string signature_of(std::string_view key, std::string_view purpose, const std::string& reference) {
  const std::string text = std::string(purpose) + '\n' + reference;
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned length = 0;
  if (HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
           reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data(),
           &length) == nullptr)
    throw std::runtime_error("OpenSSL cannot reckon a signature");
  std::string out;
  unsigned bits = 0;
  unsigned held = 0;
  for (std::size_t at = 0; out.size() < kSignatureLength;) {
    if (held < 5) {
      bits = (bits << 8 | digest[at++]) & 0xFFFF;
      held += 8;
    }
    held -= 5;
    out += kDigits[bits >> held & 31];
  }
  return out;
}

}  // namespace

std::string sign_reference(std::string_view key, std::string_view purpose, std::string_view reference) {
  return std::string(reference) + '-' + signature_of(key, purpose, upper_case(reference));
}

std::optional<std::string> read_signed_reference(std::string_view key, std::string_view purpose,
                                                 std::string_view text) {
  const std::size_t dash = text.find('-');
  if (dash == std::string_view::npos || dash == 0 || dash > kLongestReference ||
      text.size() != dash + 1 + kSignatureLength)
    return std::nullopt;
  std::string reference = upper_case(text.substr(0, dash));
  if (!std::all_of(reference.begin(), reference.end(), is_capital_or_digit)) return std::nullopt;
  const std::string right = upper_case(signature_of(key, purpose, reference));
  const std::string given = upper_case(text.substr(dash + 1));
  if (CRYPTO_memcmp(right.data(), given.data(), right.size()) != 0) return std::nullopt;
  return reference;
}

}  // namespace triand::channels
