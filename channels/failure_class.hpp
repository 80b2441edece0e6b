#pragma once

#include <optional>
#include <string_view>

namespace triand::channels {

// What kind of trouble a gateway's answer means. The class, never the gateway's code, drives what follows.
enum class FailureClass {
  none,           // no trouble
  recipient,      // this address will not work on this channel: the leg's next channel takes over
  content,        // the text or template is refused: stop this template
  configuration,  // account, key, sender, address list: stop the channel and tell an administrator
  throttled,      // too fast or over quota: the lane slows down, the delivery loses no attempt
  money,          // the balance is gone: stop the channel and tell an administrator
  transient,      // try again later, a bounded number of times
};

[[nodiscard]] std::string_view to_string(FailureClass value);
[[nodiscard]] std::optional<FailureClass> failure_class_from(std::string_view word);

}  // namespace triand::channels
