#pragma once

#include <cstdint>
#include <string>

#include "daemon/server/api_world.hpp"

namespace triand::server {

// What is in the way of sending a delivery again.
enum class ResendBar : std::uint8_t {
  none,
  in_doubt,     // it may have arrived: somebody decides that first
  state,        // it has not failed, or failed for good
  replaced,     // another channel has taken over
  window_over,  // of its campaign
  campaign,     // it sends nothing any more
  opted_out,    // the list says so
  suppressed,
};

struct ResendVerdict {
  ResendBar bar = ResendBar::none;
  domain::Reason reason = domain::Reason::none;  // of opted_out and suppressed
  std::string closed;                            // of window_over and campaign: a sentence
};

// Whether `deliveries resend` would send it again, without doing it.
[[nodiscard]] ResendVerdict resend_verdict(const ApiWorld& world, store::Reader& reader,
                                           const store::DeliveryView& view);

// Whether its campaign still sends, by its window and its state.
[[nodiscard]] ResendVerdict campaign_verdict(const ApiWorld& world, store::Reader& reader,
                                             const store::DeliveryView& view);

}  // namespace triand::server
