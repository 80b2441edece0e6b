#pragma once

#include <string_view>

namespace triand::store {

// What stops a campaign by itself, and who of it goes first.
inline constexpr std::string_view kCanaryTables = R"sql(
-- Of a campaign with `canary`. `answers` and `receipts` list channels as ",1,4,": those whose answers come at once, and
-- those whose receipts can come.
CREATE TABLE canary (
  campaign_id INTEGER PRIMARY KEY,
  size INTEGER NOT NULL,
  stop_above REAL NOT NULL,  -- share of failures, 0..1
  wait_ms INTEGER NOT NULL,  -- for receipts
  answers TEXT NOT NULL,
  receipts TEXT NOT NULL,
  state INTEGER NOT NULL DEFAULT 0,  -- store::CanaryState
  decided_at INTEGER NOT NULL DEFAULT 0
) STRICT;

-- How many of each queue go before the canary's verdict. A queue without a row holds only what fell back from those.
CREATE TABLE canary_share (
  campaign_id INTEGER NOT NULL,
  channel_id INTEGER NOT NULL,
  unit_id INTEGER NOT NULL,
  allowed INTEGER NOT NULL,
  PRIMARY KEY (campaign_id, channel_id, unit_id)
) STRICT, WITHOUT ROWID;

-- The last outcomes of a channel (unit_id -1) and of a channel in one unit, oldest first: '1' failed, '0' did not.
CREATE TABLE failure_window (
  campaign_id INTEGER NOT NULL,
  channel_id INTEGER NOT NULL,
  unit_id INTEGER NOT NULL,
  outcomes TEXT NOT NULL,
  PRIMARY KEY (campaign_id, channel_id, unit_id)
) STRICT, WITHOUT ROWID;

-- Of a campaign with `order`: the place behind each rank's last delivery in a queue.
CREATE TABLE queue_rank (
  campaign_id INTEGER NOT NULL,
  channel_id INTEGER NOT NULL,
  unit_id INTEGER NOT NULL,
  rank INTEGER NOT NULL,
  end_place INTEGER NOT NULL,
  PRIMARY KEY (campaign_id, channel_id, unit_id, rank)
) STRICT, WITHOUT ROWID;

-- By the customers' data of which moment a campaign is sent.
CREATE TABLE campaign_pin (
  campaign_id INTEGER PRIMARY KEY,
  list_at INTEGER NOT NULL
) STRICT;
)sql";

}  // namespace triand::store
