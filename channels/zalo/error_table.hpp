#pragma once

#include <span>
#include <string_view>

#include "channels/failure_class.hpp"

namespace triand::channels {

// What an error code of business.openapi.zalo.me means to us. The codes come from the vendor's table "ZBS Template
// Message, error codes" and its public copies; what follows from each is our decision.
struct ZaloError {
  // When the gateway's own rules let the message through again; it names no time itself.
  enum class Wait { none, next_minute, next_morning, next_day };

  int code = 0;
  FailureClass failure = FailureClass::none;
  std::string_view reason;
  Wait wait = Wait::none;
  bool token = false;        // the access token is no longer valid
  int most_attempts = 0;     // transient: after so many it is no use; 0: as the lane says
  bool of_template = false;  // throttled: only messages of this template are
  bool ours = false;  // our data does not fit the template: one customer's, or everybody's if it repeats
};

// Null for a code that is not in the table.
[[nodiscard]] const ZaloError* find_zalo_error(int code);
[[nodiscard]] std::span<const ZaloError> all_zalo_errors();

}  // namespace triand::channels
