#pragma once

#include <cstdint>

#include "daemon/store/write_session.hpp"

namespace triand::store {

// ?1 campaign, ?2 customer.
inline constexpr const char* kVersionToSend =
    "SELECT coalesce((SELECT h.version FROM customer_history h WHERE h.customer_id = ?2 AND h.replaced_at > "
    "(SELECT list_at FROM campaign_pin WHERE campaign_id = ?1) ORDER BY h.version LIMIT 1), "
    "(SELECT c.version FROM customer c WHERE c.id = ?2), 0)";

// Which version of a customer's data a message of the campaign would go by, as claim() gives it: that of the list as it
// was approved, or the present one. A version is never changed and its number never used again; 0: there is no such
// customer. Whoever orders a message by hand has looked at some version, and asks whether it is still the one.
[[nodiscard]] std::int64_t version_to_send(WriteSession& session, std::int64_t campaign,
                                           std::int64_t customer);

}  // namespace triand::store
