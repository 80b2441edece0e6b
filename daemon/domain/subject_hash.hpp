#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace triand::domain {

// What a suppression is about: a customer by code, or an address of whoever has it.
enum class SubjectKind : std::uint8_t { customer, telephone, email };

// Turns a customer code, a telephone or an email into 64 bits by SipHash-2-4 with a key of the database's own. It is
// what suppressions are looked up by, and all that is left of an address after an erasure. Two of a hundred million
// addresses meet in one value with a probability of about 0.0003. Immutable, any thread.
class SubjectHash {
 public:
  using Key = std::array<std::uint64_t, 2>;

  explicit SubjectHash(const Key& key) : key_(key) {}

  // `text` as normalised: "PA05010001234", "+84912345678", "an@example.vn".
  [[nodiscard]] std::uint64_t operator()(SubjectKind kind, std::string_view text) const;

 private:
  Key key_;
};

// SipHash-2-4 of the bytes (Aumasson and Bernstein, 2012).
[[nodiscard]] std::uint64_t siphash(const SubjectHash::Key& key, std::string_view bytes);

}  // namespace triand::domain
