#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace triand::channels {

// The Official Account's tokens: the access token sends, the refresh token buys the next pair, once.
struct TokenPair {
  std::string access_token;
  std::string refresh_token;
  std::int64_t issued_at = 0;       // seconds since 1970, when we were given the access token
  std::int64_t lasts = kUsualLife;  // seconds from then on
  std::int64_t refresh_issued_at =
      0;  // when we were given the refresh token: it may be older than the access token
  std::uint64_t generation = 0;  // counts the pairs: an answer about an older one says nothing about this one
  bool renewed = false;          // bought with a refresh token, not given by an administrator
  std::string spent;             // why the refresh token buys nothing any more; empty: it should

  // What the vendor's documentation says, and what is assumed where an answer says nothing of use.
  static constexpr std::int64_t kUsualLife = 25 * 3600;

  // {"access_token":…,"refresh_token":…}, as an administrator gives it; `expires_in` may be there. `fault` says what is
  // wrong, without a value.
  static std::optional<TokenPair> from_administrator(std::string_view json, std::string& fault);
  // As it is kept. Nullopt: not one of ours.
  static std::optional<TokenPair> from_store(std::string_view json);
  [[nodiscard]] std::string to_store() const;

  bool operator==(const TokenPair&) const = default;
};

// `expires_in` as it comes: a text, a number, null or nothing at all. What is no use becomes kUsualLife.
[[nodiscard]] std::int64_t token_life(std::string_view expires_in);

}  // namespace triand::channels
