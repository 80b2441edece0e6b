#pragma once

#include <string_view>

namespace triand::store {

// What customers said about a message, once each however often a gateway tells it.
inline constexpr std::string_view kFeedbackTable = R"sql(
CREATE TABLE feedback (
  id INTEGER PRIMARY KEY,
  channel_id INTEGER NOT NULL,
  delivery_id INTEGER NOT NULL,  -- 0: it names no delivery of ours
  customer_id INTEGER NOT NULL,  -- 0: the same
  kind INTEGER NOT NULL,         -- store::FeedbackKind
  rate INTEGER NOT NULL,         -- 1 to 5; 0: none
  note TEXT NOT NULL,
  answers TEXT NOT NULL,         -- JSON array
  reference TEXT NOT NULL,       -- as the gateway named the message
  provider_id TEXT NOT NULL,
  said_at INTEGER NOT NULL,
  at INTEGER NOT NULL,           -- when it was told
  UNIQUE (channel_id, reference, provider_id, kind, said_at)
) STRICT;
CREATE INDEX feedback_customer ON feedback (customer_id) WHERE customer_id <> 0;
CREATE INDEX feedback_delivery ON feedback (delivery_id) WHERE delivery_id <> 0;
)sql";

}  // namespace triand::store
