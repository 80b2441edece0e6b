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

std::string content_hash(const std::string& path, const std::function<bool()>& stopping) {
  auto opened = intake::FileSource::open(path);
  if (const auto* problem = std::get_if<intake::ListProblem>(&opened))
    throw std::runtime_error(problem->message);
  auto& source = *std::get<std::unique_ptr<intake::FileSource>>(opened);
  const std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  must(EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr));
  std::vector<char> piece(kPiece);
  while (const std::size_t got = source.read(piece)) {
    if (stopping()) return {};
    must(EVP_DigestUpdate(context.get(), piece.data(), got));
  }
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned length = 0;
  must(EVP_DigestFinal_ex(context.get(), digest.data(), &length));
  std::string out;
  for (unsigned i = 0; i < length; ++i) out += fmt::format("{:02x}", digest[i]);
  return out;
}

}  // namespace triand::app
