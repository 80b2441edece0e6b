#pragma once

#include <string_view>

namespace triand::store {

// Of messages that a gateway took in parts, each with an id of its own: which parts have arrived. It has when all have.
inline constexpr std::string_view kMessageParts = R"sql(
CREATE TABLE message_part (
  delivery_id INTEGER NOT NULL,
  key INTEGER NOT NULL,  -- store::gateway_key of the part's id
  PRIMARY KEY (delivery_id, key)
) STRICT, WITHOUT ROWID;
)sql";

}  // namespace triand::store
