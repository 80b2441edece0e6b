#include "channels/email/base64.hpp"

#include <openssl/evp.h>

namespace triand::channels::email {

std::string base64(std::string_view bytes) {
  std::string out(4 * ((bytes.size() + 2) / 3) + 1, '\0');
  const int length =
      EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                      reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
  out.resize(static_cast<std::size_t>(length));
  return out;
}

std::string base64_lines(std::string_view bytes) {
  constexpr std::size_t kBytesPerLine = 57;
  std::string out;
  out.reserve(bytes.size() / kBytesPerLine * 78 + 80);
  for (std::size_t at = 0; at < bytes.size(); at += kBytesPerLine)
    out += base64(bytes.substr(at, kBytesPerLine)) + "\r\n";
  return out;
}

}  // namespace triand::channels::email
