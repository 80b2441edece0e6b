#pragma once

#include <string>
#include <string_view>

#include "channels/channel.hpp"
#include "config/secret.hpp"

namespace triand::channels {

// The signature that Zalo puts on an event: SHA-256 in lower-case hex over application id, body as received,
// timestamp and the Official Account's secret key, one after the other. No HMAC.
[[nodiscard]] std::string zalo_signature(std::string_view app_id, std::string_view body,
                                         std::string_view timestamp, std::string_view oa_secret_key);

// Reads an event. Authentic: signed as above, for our application; what it says then is events.hpp's business. How old it
// is does not matter: Zalo repeats for more than an hour what was not taken.
[[nodiscard]] WebhookResult read_zalo_event(const WebhookRequest& request, const std::string& app_id,
                                            const config::Secret& oa_secret_key);

}  // namespace triand::channels
