#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>

#include "channels/smpp/late_word.hpp"

namespace triand::channels::smpp {

// The messages that were given up and whose answer may still come. Bounded: of too many the oldest are forgotten.
class LateAnswers {
 public:
  using Token = std::uint64_t;

  static constexpr std::size_t kMost = 10'000;

  explicit LateAnswers(std::size_t most = kMost) : most_(most) {}

  // Tokens rise from call to call.
  void give_up(Token token, GivenUp message);
  // The message is sent once more: an answer to the former try no longer says that nothing of it arrives.
  void sent_again(const std::string& reference);
  // Whom the answer is about, once.
  [[nodiscard]] std::optional<GivenUp> take(Token token);

 private:
  std::size_t most_;
  std::map<Token, GivenUp> messages_;
  std::unordered_map<std::string, Token> last_try_;  // by reference
};

}  // namespace triand::channels::smpp
