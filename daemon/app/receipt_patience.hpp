#pragma once

#include <chrono>
#include <optional>

namespace triand::app {

// As long as a gateway that gives up what did not arrive tries, where nothing is known of the message's template.
inline constexpr std::chrono::milliseconds kUsualTries = std::chrono::hours(2);

// After how long without a receipt an accepted message is given up. `configured`: the channel's receipt_timeout.
// `of_templates`: after how long the gateway gives it up, as its templates say. Nullopt: never, since nobody can be asked.
[[nodiscard]] inline std::optional<std::chrono::milliseconds> receipt_patience(
    std::optional<std::chrono::milliseconds> configured, bool gateway_can_be_asked,
    std::optional<std::chrono::milliseconds> of_templates) {
  if (configured || !gateway_can_be_asked) return configured;
  return of_templates.value_or(kUsualTries);
}

}  // namespace triand::app
