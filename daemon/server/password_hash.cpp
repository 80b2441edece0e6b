#include "daemon/server/password_hash.hpp"

#include <crypt.h>
#include <openssl/crypto.h>

#include <cstdlib>
#include <memory>
#include <stdexcept>

#include "daemon/intake/utf8_check.hpp"
#include "templates/vietnamese.hpp"

namespace triand::server {
namespace {

// What crypt_ra() worked in held the password.
struct Scratch {
  Scratch() = default;
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  ~Scratch() {
    if (data == nullptr) return;
    OPENSSL_cleanse(data, static_cast<std::size_t>(size));
    std::free(data);
  }

  void* data = nullptr;
  int size = 0;
};

// Empty when it cannot be done: "*0" and the like are no hashes.
std::string hashed(const std::string& password, const std::string& setting) {
  Scratch scratch;
  const char* hash = crypt_ra(password.c_str(), setting.c_str(), &scratch.data, &scratch.size);
  if (hash == nullptr || *hash == '*') return {};
  return hash;
}

}  // namespace

std::string as_hashed(const std::string& password) {
  return intake::is_utf8(password) ? templates::nfc(password) : password;
}

std::string hash_password(const std::string& password) {
  struct Freed {
    void operator()(char* text) const { std::free(text); }
  };
  const std::unique_ptr<char, Freed> setting(crypt_gensalt_ra("$y$", 0, nullptr, 0));
  if (!setting) throw std::runtime_error("the system gives no salt for a password's hash");
  std::string text = as_hashed(password);
  std::string hash = hashed(text, setting.get());
  wipe(text);
  if (hash.empty()) throw std::runtime_error("the system cannot hash a password");
  return hash;
}

bool fits_password(const std::string& hash, const std::string& password) {
  if (hash.empty()) return false;
  std::string text = as_hashed(password);
  const std::string again = hashed(text, hash);
  wipe(text);
  return again.size() == hash.size() && CRYPTO_memcmp(again.data(), hash.data(), hash.size()) == 0;
}

void wipe(std::string& secret) {
  OPENSSL_cleanse(secret.data(), secret.size());
  secret.clear();
}

}  // namespace triand::server
