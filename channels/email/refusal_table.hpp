#pragma once

#include <string_view>

#include "channels/email/exchange.hpp"
#include "channels/email/reply.hpp"
#include "channels/outcome.hpp"

namespace triand::channels::email {

// What a definite refusal (a 4xx or 5xx reply) means, by the command it answers and its enhanced code.
struct Refusal {
  Verdict verdict = Verdict::deferred;  // deferred or rejected
  FailureClass failure = FailureClass::transient;
  std::string_view reason;
};

// `code` is 400 to 599; `enhanced` is all zero when the server gave none. Codes by RFC 3463 and the IANA list of
// enhanced status codes; which of them say that an address does not exist was agreed with the suppression list:
// 5.1.1, 5.1.2, 5.1.3, 5.1.6, 5.1.10 and 5.2.1 only. A bare 550 may as well be a policy and is not one of them. What is said of a message's content is about
// that one message; whether the text is at fault shows when it repeats (template_health.hpp).
[[nodiscard]] Refusal refusal_of(Stage stage, long code, EnhancedCode enhanced);

}  // namespace triand::channels::email
