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
  std::int64_t issued_at = 0;    // seconds since 1970, when we were given the pair
  std::uint64_t generation = 0;  // counts the pairs: an answer about an older one says nothing about this one

  // {"access_token":…,"refresh_token":…}, as an administrator gives it; `fault` says what is wrong, without a value.
  static std::optional<TokenPair> from_administrator(std::string_view json, std::string& fault);
  // As it is kept. Nullopt: not one of ours.
  static std::optional<TokenPair> from_store(std::string_view json);
  [[nodiscard]] std::string to_store() const;

  bool operator==(const TokenPair&) const = default;
};

}  // namespace triand::channels
