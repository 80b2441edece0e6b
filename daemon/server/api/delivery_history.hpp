#pragma once

#include <cstdint>

#include <boost/json/array.hpp>

#include "daemon/server/api_world.hpp"

namespace triand::server {

// What happened to a delivery, oldest first: that it was planned, that it took over from another channel of
// its leg, every attempt, receipt, doubt and decision. `whole`: the address is not masked in the gateway's
// words.
[[nodiscard]] boost::json::array delivery_history(const ApiWorld& world, store::Reader& reader,
                                                  const store::DeliveryView& view, bool whole);

// The number of the newest event that is stored; 0: none is. A decision that names it holds for what its caller saw.
[[nodiscard]] std::int64_t newest_event(store::Reader& reader, const store::DeliveryView& view);

// "attempt", "receipt", "crash", "resolved", "no_receipt".
[[nodiscard]] std::string_view to_word(store::HistoryEvent event);

}  // namespace triand::server
