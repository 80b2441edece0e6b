#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "channels/channel.hpp"
#include "channels/curl/header_list.hpp"
#include "channels/zalo/token_pair.hpp"
#include "config/secret.hpp"

namespace triand::channels {

// The tokens of one channel: a new pair is on disk before it is used. Thread: the network thread.
class TokenStore : public std::enable_shared_from_this<TokenStore> {
 public:
  // `runtime` outlives the store. Takes the kept pair if there is one. With a proof key each request carries
  // appsecret_proof: HMAC-SHA256 of the access token under the application's secret.
  TokenStore(Runtime& runtime, config::Secret proof_key);

  // Keeps a pair with its own generation; `saved` comes when it is durable and in use.
  void replace(TokenPair pair, std::function<void()> saved);
  // The refresh token of that generation buys nothing any more: kept, so that no later run asks again.
  void mark_spent(std::uint64_t generation, std::string why);
  // The service refused the access token of that generation.
  void refuse(std::uint64_t generation);

  // The pair in use, refused or not; null when there is none.
  [[nodiscard]] const TokenPair* pair() const { return pair_ ? &*pair_ : nullptr; }
  [[nodiscard]] bool refused() const { return refused_; }
  // Whether a pair is on its way to the disk.
  [[nodiscard]] bool saving() const { return saving_ > 0; }
  // The header lines of a request with the current access token; only while there is one.
  [[nodiscard]] const std::shared_ptr<const HeaderList>& headers() const { return headers_; }

 private:
  void use(TokenPair pair);

  Runtime& runtime_;
  config::Secret proof_key_;
  std::optional<TokenPair> pair_;
  std::uint64_t last_generation_ = 0;  // given out, in use or on its way to the disk
  int saving_ = 0;
  bool refused_ = false;
  std::shared_ptr<const HeaderList> headers_;
};

}  // namespace triand::channels
