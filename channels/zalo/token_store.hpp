#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "channels/channel.hpp"
#include "channels/curl/header_list.hpp"
#include "channels/zalo/token_pair.hpp"

namespace triand::channels {

// The tokens of one channel: a new pair is on disk before it is used. Thread: the network thread.
class TokenStore : public std::enable_shared_from_this<TokenStore> {
 public:
  // `runtime` outlives the store. Takes the kept pair if there is one.
  explicit TokenStore(Runtime& runtime);

  // Keeps a pair with its own time and generation; `saved` comes when it is durable and in use.
  void replace(TokenPair pair, std::function<void()> saved);
  // The service refused the access token of that generation.
  void refuse(std::uint64_t generation);

  // Null when there is no pair, or the service refused it.
  [[nodiscard]] const TokenPair* current() const;
  // The header lines of a request with the current access token; only while there is one.
  [[nodiscard]] const std::shared_ptr<const HeaderList>& headers() const { return headers_; }

 private:
  void use(TokenPair pair);

  Runtime& runtime_;
  std::optional<TokenPair> pair_;
  std::uint64_t last_generation_ = 0;  // given out, in use or on its way to the disk
  bool refused_ = false;
  std::shared_ptr<const HeaderList> headers_;
};

}  // namespace triand::channels
