#include "daemon/domain/subject_hash.hpp"

#include <bit>
#include <cstddef>

#include "daemon/domain/email_address.hpp"

namespace triand::domain {
namespace {

struct State {
  std::uint64_t a, b, c, d;

  void round() {
    a += b;
    b = std::rotl(b, 13) ^ a;
    a = std::rotl(a, 32);
    c += d;
    d = std::rotl(d, 16) ^ c;
    a += d;
    d = std::rotl(d, 21) ^ a;
    c += b;
    b = std::rotl(b, 17) ^ c;
    c = std::rotl(c, 32);
  }
  void take(std::uint64_t word) {
    d ^= word;
    round();
    round();
    a ^= word;
  }
};

// Little-endian, as SipHash reads its input on every machine.
std::uint64_t word_at(std::string_view bytes, std::size_t at, std::size_t count) {
  std::uint64_t out = 0;
  for (std::size_t i = 0; i < count; ++i)
    out |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[at + i])) << (8 * i);
  return out;
}

}  // namespace

std::uint64_t siphash(const SubjectHash::Key& key, std::string_view bytes) {
  State state{0x736f6d6570736575U ^ key[0], 0x646f72616e646f6dU ^ key[1], 0x6c7967656e657261U ^ key[0],
              0x7465646279746573U ^ key[1]};
  std::size_t at = 0;
  for (; at + 8 <= bytes.size(); at += 8) state.take(word_at(bytes, at, 8));
  state.take(word_at(bytes, at, bytes.size() - at) | static_cast<std::uint64_t>(bytes.size() & 0xFF) << 56);
  state.c ^= 0xFF;
  for (int i = 0; i < 4; ++i) state.round();
  return state.a ^ state.b ^ state.c ^ state.d;
}

std::uint64_t SubjectHash::operator()(SubjectKind kind, std::string_view text) const {
  // Each kind has a key of its own: the same text in two kinds is two subjects.
  const SubjectHash::Key key{key_[0], key_[1] ^ (static_cast<std::uint64_t>(kind) + 1)};
  return kind == SubjectKind::email ? siphash(key, fold_email(text)) : siphash(key, text);
}

}  // namespace triand::domain
