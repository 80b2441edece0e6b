#pragma once

#include <string_view>

namespace triand::store {

// What stays of a campaign when its deliveries are removed: the closing report's figures, and by keyed hashes who was
// written to.
inline constexpr std::string_view kArchiveTables = R"sql(
CREATE TABLE archive (
  campaign_id INTEGER PRIMARY KEY REFERENCES campaign,
  begun_at INTEGER NOT NULL,
  finished_at INTEGER NOT NULL DEFAULT 0,  -- 0: its deliveries are still being taken in
  document TEXT NOT NULL DEFAULT '',       -- JSON: what is signed
  public_key TEXT NOT NULL DEFAULT '',     -- Ed25519, base64
  signature TEXT NOT NULL DEFAULT ''       -- of the document's bytes, base64
) STRICT;

-- `key` is domain::SubjectHash of the customer's code, and of the telephone or email that was written to.
CREATE TABLE archive_contact (
  key INTEGER NOT NULL,
  delivery_id INTEGER NOT NULL,
  kind INTEGER NOT NULL,    -- domain::SubjectKind of the key
  leg INTEGER NOT NULL,
  state INTEGER NOT NULL,   -- domain::DeliveryState
  reason INTEGER NOT NULL,  -- domain::Reason
  attempts INTEGER NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (key, delivery_id)
) STRICT, WITHOUT ROWID;

-- Deliveries by unit, channel, state and reason; channel 0: recipients that had none, with their bucket as the state.
CREATE TABLE report_cell (
  campaign_id INTEGER NOT NULL,
  unit_id INTEGER NOT NULL,
  channel_id INTEGER NOT NULL,
  state INTEGER NOT NULL,
  reason INTEGER NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (campaign_id, unit_id, channel_id, state, reason)
) STRICT, WITHOUT ROWID;
-- Deliveries by the hour (since 1970) of their last change.
CREATE TABLE report_hour (
  campaign_id INTEGER NOT NULL,
  channel_id INTEGER NOT NULL,
  state INTEGER NOT NULL,
  hour INTEGER NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (campaign_id, channel_id, state, hour)
) STRICT, WITHOUT ROWID;
)sql";

}  // namespace triand::store
