#include "channels/secret_words.hpp"

#include <string_view>

namespace triand::channels {

void hide_secret(const std::string& secret, std::string& text) {
  constexpr std::size_t kShortestSecret = 6;
  constexpr std::string_view kHidden = "***";
  if (secret.size() < kShortestSecret) return;
  for (std::size_t at = 0; (at = text.find(secret, at)) != std::string::npos; at += kHidden.size())
    text.replace(at, secret.size(), kHidden);
}

}  // namespace triand::channels
