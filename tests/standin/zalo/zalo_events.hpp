#pragma once

#include <optional>
#include <string>

#include <boost/json/object.hpp>

#include "tests/standin/clock.hpp"
#include "tests/standin/receipt.hpp"
#include "tests/standin/zalo/zalo_webhook.hpp"

namespace triand::standin {

// An event that a test asks for, signed as Zalo signs: {"event":{…},"server":"ZNS"|"OA OpenAPI","signature":
// "good"|"bad"|"missing"|"hmac","tampered":true,"copies":2}. `app_id` and `timestamp` are added to the event unless it
// has them; `"app_id": null` leaves it out. Nullopt: there is no event in it.
[[nodiscard]] std::optional<Receipt> made_event(const ZaloWebhook& webhook, const boost::json::object& wish,
                                                TimePoint now, double retry_scale);

}  // namespace triand::standin
