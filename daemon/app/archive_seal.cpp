#include "daemon/app/archive_seal.hpp"

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <array>
#include <memory>
#include <stdexcept>

#include <fmt/format.h>

namespace triand::app {
namespace {

constexpr std::size_t kSecretBytes = 32;
constexpr std::size_t kSignatureBytes = 64;

using Key = std::unique_ptr<EVP_PKEY, void (*)(EVP_PKEY*)>;

void must(bool done) {
  if (!done) throw std::runtime_error("OpenSSL cannot sign with Ed25519");
}

std::string base64(const unsigned char* bytes, std::size_t length) {
  std::string out(4 * ((length + 2) / 3) + 1, '\0');
  out.resize(static_cast<std::size_t>(
      EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()), bytes, static_cast<int>(length))));
  return out;
}

Key key_of(const std::string& secret) {
  Key key(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr,
                                       reinterpret_cast<const unsigned char*>(secret.data()), secret.size()),
          EVP_PKEY_free);
  must(key != nullptr);
  return key;
}

int digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  throw std::runtime_error("the database's key for archives is damaged; restore a backup");
}

}  // namespace

ArchiveSeal::ArchiveSeal(std::string_view secret) {
  if (secret.size() != 2 * kSecretBytes)
    throw std::runtime_error("the database's key for archives is damaged; restore a backup");
  for (std::size_t at = 0; at < secret.size(); at += 2)
    secret_ += static_cast<char>(digit(secret[at]) << 4 | digit(secret[at + 1]));
}

std::string ArchiveSeal::new_secret() {
  std::array<unsigned char, kSecretBytes> bytes{};
  must(RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) == 1);
  std::string out;
  for (const unsigned char byte : bytes) out += fmt::format("{:02x}", byte);
  return out;
}

std::string ArchiveSeal::public_key() const {
  const Key key = key_of(secret_);
  std::array<unsigned char, kSecretBytes> bytes{};
  std::size_t length = bytes.size();
  must(EVP_PKEY_get_raw_public_key(key.get(), bytes.data(), &length) == 1);
  return base64(bytes.data(), length);
}

std::string ArchiveSeal::signature_of(std::string_view text) const {
  const Key key = key_of(secret_);
  const std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  must(context != nullptr && EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1);
  std::array<unsigned char, kSignatureBytes> bytes{};
  std::size_t length = bytes.size();
  must(EVP_DigestSign(context.get(), bytes.data(), &length,
                      reinterpret_cast<const unsigned char*>(text.data()), text.size()) == 1);
  return base64(bytes.data(), length);
}

}  // namespace triand::app
