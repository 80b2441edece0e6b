#pragma once

#include <string>

#include "daemon/server/api/resendable.hpp"
#include "daemon/server/console/phrase.hpp"

namespace triand::server {

// What the page says of sending one delivery again, before anybody tries.
struct ResendChoice {
  std::string why_not;  // a sentence; empty: it can be sent again. Of a doubt: once somebody decides to
  std::string to;       // a sentence: where it would go, masked; empty: to the customer by code
  std::string wait;     // a sentence: what it would wait for just now; empty: nothing
};

// Decides as the API does.
[[nodiscard]] ResendChoice resend_choice(const ApiWorld& world, store::Reader& reader,
                                         const store::DeliveryView& view, Language language);

}  // namespace triand::server
