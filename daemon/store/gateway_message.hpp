#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/store/find_delivery.hpp"
#include "daemon/store/record.hpp"
#include "daemon/store/write_session.hpp"

namespace triand::store {

// Messages of gateways whose later words name their own id and nothing of ours. Of them alone a table leads from the id
// to the delivery; everybody else's receipts are found through the reference and pay nothing.

// What stands for an id in the table: the number that it is or begins with, as far as a ':', else a hash. Gateways count
// upwards, and a table in the order of its keys grows at its end several times as fast as in random places. Different
// ids may have the same key.
[[nodiscard]] std::int64_t gateway_key(std::string_view provider_id);

// A message that the gateway took in parts has an id for each, with commas between ("1001,1002"; '?' where one is not
// known). A receipt names one of them.

// The gateway has given the delivery's message that id, or those.
void put_gateway_message(WriteSession& session, std::int64_t delivery, const std::string& provider_id);

// The delivery of that channel whose history has the id; nullopt: none that was put.
[[nodiscard]] std::optional<FoundDelivery> find_gateway_message(WriteSession& session, std::int64_t channel,
                                                                const std::string& provider_id);

// The word was found by the id of one part: that it arrived moves the delivery only once all parts have. Notes the part.
void await_parts(WriteSession& session, LaterWord& word);

// Receipts of that id, or those, which came before the answer that told it, taken away from the strays: as words about the delivery.
[[nodiscard]] std::vector<LaterWord> take_early_receipts(WriteSession& session, std::int64_t delivery,
                                                         const std::string& provider_id, TimePoint now);

}  // namespace triand::store
