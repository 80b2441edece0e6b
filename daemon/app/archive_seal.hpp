#pragma once

#include <string>
#include <string_view>

namespace triand::app {

// Signs archives with Ed25519 (RFC 8032). The key is this database's own.
class ArchiveSeal {
 public:
  // `secret`: 64 hexadecimal digits as new_secret() gives them. Throws std::runtime_error for anything else.
  explicit ArchiveSeal(std::string_view secret);

  [[nodiscard]] static std::string new_secret();

  [[nodiscard]] std::string public_key() const;                         // 32 bytes, in base64
  [[nodiscard]] std::string signature_of(std::string_view text) const;  // 64 bytes, in base64

 private:
  std::string secret_;  // 32 bytes
};

}  // namespace triand::app
