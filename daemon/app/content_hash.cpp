#include "daemon/app/content_hash.hpp"

#include <openssl/evp.h>

#include <array>
#include <memory>
#include <stdexcept>
#include <variant>
#include <vector>

#include <fmt/format.h>

#include "daemon/intake/file_source.hpp"

namespace triand::app {
namespace {

constexpr std::size_t kPiece = 1024 * 1024;

void must(int done) {
  if (done != 1) throw std::runtime_error("SHA-256 is not to be had from OpenSSL");
}

}  // namespace

struct Sha256::State {
  std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> context{EVP_MD_CTX_new(), EVP_MD_CTX_free};
};

Sha256::Sha256() : state_(std::make_unique<State>()) {
  must(EVP_DigestInit_ex(state_->context.get(), EVP_sha256(), nullptr));
}

Sha256::~Sha256() = default;

void Sha256::add(std::string_view bytes) {
  must(EVP_DigestUpdate(state_->context.get(), bytes.data(), bytes.size()));
}

std::string Sha256::finish() {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned length = 0;
  must(EVP_DigestFinal_ex(state_->context.get(), digest.data(), &length));
  std::string out;
  for (unsigned i = 0; i < length; ++i) out += fmt::format("{:02x}", digest[i]);
  return out;
}

std::string text_hash(std::string_view text) {
  Sha256 hash;
  hash.add(text);
  return hash.finish();
}

std::string content_hash(const std::string& path, const std::function<bool()>& stopping) {
  auto opened = intake::FileSource::open(path);
  if (const auto* problem = std::get_if<intake::ListProblem>(&opened))
    throw std::runtime_error(problem->message);
  auto& source = *std::get<std::unique_ptr<intake::FileSource>>(opened);
  Sha256 hash;
  std::vector<char> piece(kPiece);
  while (const std::size_t got = source.read(piece)) {
    if (stopping()) return {};
    hash.add({piece.data(), got});
  }
  return hash.finish();
}

}  // namespace triand::app
