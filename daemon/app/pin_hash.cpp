#include "daemon/app/pin_hash.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <tuple>

#include <fmt/format.h>

namespace triand::app {
namespace {

void must(int done) {
  if (done != 1) throw std::runtime_error("SHA-256 is not to be had from OpenSSL");
}

}  // namespace

struct PinHash::Context {
  std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> digest{EVP_MD_CTX_new(), EVP_MD_CTX_free};
};

PinHash::PinHash() : context_(std::make_unique<Context>()) {
  must(EVP_DigestInit_ex(context_->digest.get(), EVP_sha256(), nullptr));
}

PinHash::~PinHash() = default;

void PinHash::add(std::string_view value) {
  add(static_cast<std::int64_t>(value.size()));
  must(EVP_DigestUpdate(context_->digest.get(), value.data(), value.size()));
}

void PinHash::add(std::int64_t value) {
  std::array<unsigned char, 8> bytes{};
  for (unsigned char& byte : bytes) {
    byte = static_cast<unsigned char>(value & 0xFF);
    value >>= 8;
  }
  must(EVP_DigestUpdate(context_->digest.get(), bytes.data(), bytes.size()));
}

std::string PinHash::hex() {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned length = 0;
  must(EVP_DigestFinal_ex(context_->digest.get(), digest.data(), &length));
  std::string out;
  for (unsigned at = 0; at < length; ++at) out += fmt::format("{:02x}", digest[at]);
  return out;
}

std::string hash_of(const std::vector<store::PinnedMessage>& messages) {
  std::vector<const store::PinnedMessage*> sorted;
  sorted.reserve(messages.size());
  for (const store::PinnedMessage& message : messages) sorted.push_back(&message);
  std::ranges::sort(sorted, {}, [](const store::PinnedMessage* message) {
    return std::tie(message->channel, message->language, message->part);
  });
  PinHash hash;
  for (const store::PinnedMessage* message : sorted) {
    hash.add(message->channel);
    hash.add(message->language);
    hash.add(message->part);
    hash.add(message->text);
  }
  return hash.hex();
}

}  // namespace triand::app
