#pragma once

#include <chrono>

#include "channels/channel.hpp"
#include "channels/website/signature.hpp"

namespace triand::channels::website {

// Reads what a portal tells us: {"type":"notice.seen","data":{"notice_id":…}}, or several of them as data.notices.
// Authentic when it is signed as our own messages are, by one of the keys. Other types say nothing about a delivery.
[[nodiscard]] WebhookResult read_seen(const WebhookRequest& request, const SigningKeys& keys,
                                      std::chrono::system_clock::time_point now);

}  // namespace triand::channels::website
