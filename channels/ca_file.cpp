#include "channels/ca_file.hpp"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <string_view>

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include "config/text_file.hpp"

namespace triand::channels {
namespace {

constexpr std::size_t kLargest = 4 << 20;  // twenty times the system's own list

// Whether the file would be read as libcurl and Asio read it, and one certificate comes out of it.
bool holds_certificate(std::string_view pem) {
  struct Free {
    void operator()(BIO* bio) const { BIO_free(bio); }
    void operator()(STACK_OF(X509_INFO) * items) const { sk_X509_INFO_pop_free(items, X509_INFO_free); }
  };
  const std::unique_ptr<BIO, Free> bytes(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  const std::unique_ptr<STACK_OF(X509_INFO), Free> items(
      PEM_X509_INFO_read_bio(bytes.get(), nullptr, nullptr, nullptr));
  ERR_clear_error();
  if (!items) return false;
  for (int item = 0; item < sk_X509_INFO_num(items.get()); ++item)
    if (sk_X509_INFO_value(items.get(), item)->x509 != nullptr) return true;
  return false;
}

}  // namespace

std::string read_ca_file(config::Block& block, bool uses_tls) {
  const std::string name = block.text("ca_file", "");
  if (name.empty()) return {};
  if (!uses_tls) {
    block.complain("ca_file",
                   "nothing is encrypted here; give an address that begins with https://, smtps:// or "
                   "smpps://, or take it away");
    return {};
  }
  const auto folder = std::filesystem::absolute(block.file()).parent_path();
  std::string path = (folder / name).lexically_normal().string();
  const config::TextFile file = config::read_text_file(path, kLargest);
  if (!file.fault.empty())
    block.complain("ca_file",
                   path + ": " + file.fault +
                       "; name the file with the certificate of the gateway's authority, which the "
                       "service's user must be able to read");
  else if (!holds_certificate(file.bytes))
    block.complain("ca_file",
                   path +
                       " holds no usable certificate; give the one of the gateway's authority in PEM, which "
                       "begins with -----BEGIN CERTIFICATE-----");
  return path;
}

}  // namespace triand::channels
