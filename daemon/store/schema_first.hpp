#pragma once

#include <string_view>

namespace triand::store {

// What the first database had: customers, campaigns, the outbox with its queues, histories and counters.
inline constexpr std::string_view kFirst = R"sql(
CREATE TABLE meta (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE unit (
  id INTEGER PRIMARY KEY,
  prefix TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL
) STRICT;
INSERT INTO unit (id, prefix, name) VALUES (0, '', '');

CREATE TABLE channel (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  stopped_reason INTEGER NOT NULL DEFAULT 0,  -- domain::Reason; 0: not stopped
  stopped_detail TEXT NOT NULL DEFAULT '',
  stopped_at INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Small durable values of a channel: tokens. The file is readable by the service alone.
CREATE TABLE channel_value (
  channel_id INTEGER NOT NULL REFERENCES channel,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (channel_id, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE quota_use (
  channel_id INTEGER NOT NULL REFERENCES channel,
  day INTEGER NOT NULL,  -- local day as YYYYMMDD
  used INTEGER NOT NULL,
  PRIMARY KEY (channel_id, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE import (
  id INTEGER PRIMARY KEY,
  file TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  finished_at INTEGER NOT NULL DEFAULT 0,
  state TEXT NOT NULL,  -- running, done, failed, interrupted
  who TEXT NOT NULL,
  report TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE customer (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL,
  full_name TEXT NOT NULL,
  phone INTEGER,  -- digits of the E.164 number
  email TEXT,
  address TEXT NOT NULL,
  unit_id INTEGER NOT NULL REFERENCES unit,
  province TEXT NOT NULL,
  segment TEXT NOT NULL,
  language TEXT NOT NULL,
  opt_out INTEGER NOT NULL,
  extra TEXT,      -- JSON array of [name, value]
  set_aside TEXT,  -- JSON array of [column, cell as it came]
  version INTEGER NOT NULL,
  import_id INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX customer_code ON customer (code);
CREATE INDEX customer_phone ON customer (phone) WHERE phone IS NOT NULL;
CREATE INDEX customer_email ON customer (email) WHERE email IS NOT NULL;

-- The names of the extra columns that some customer has: what a template may use.
CREATE TABLE extra_column (
  name TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- What a customer was before a change: what was sent then can be shown as it was.
CREATE TABLE customer_history (
  customer_id INTEGER NOT NULL,
  version INTEGER NOT NULL,
  replaced_at INTEGER NOT NULL,
  full_name TEXT NOT NULL,
  phone INTEGER,
  email TEXT,
  address TEXT NOT NULL,
  unit_id INTEGER NOT NULL,
  province TEXT NOT NULL,
  segment TEXT NOT NULL,
  language TEXT NOT NULL,
  opt_out INTEGER NOT NULL,
  extra TEXT,
  set_aside TEXT,
  import_id INTEGER NOT NULL,
  PRIMARY KEY (customer_id, version)
) STRICT, WITHOUT ROWID;
CREATE INDEX customer_history_phone ON customer_history (phone) WHERE phone IS NOT NULL;
CREATE INDEX customer_history_email ON customer_history (email) WHERE email IS NOT NULL;

CREATE TABLE campaign (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,   -- "tri-an-2026"
  state TEXT NOT NULL,  -- planning, replaced (both invisible), planned, approved, running, finished, cancelled
  file TEXT NOT NULL,   -- the campaign file's name
  source TEXT NOT NULL, -- the campaign file's text
  opens_at INTEGER NOT NULL,
  closes_at INTEGER NOT NULL,
  window_text TEXT NOT NULL,  -- from, to and hours as people read them: "2026-12-18 2026-12-21 07:30-20:30"
  planned_by TEXT NOT NULL,
  planned_at INTEGER NOT NULL,
  approved_by TEXT NOT NULL DEFAULT '',
  approved_at INTEGER NOT NULL DEFAULT 0,
  ended_by TEXT NOT NULL DEFAULT '',
  ended_at INTEGER NOT NULL DEFAULT 0,
  end_reason TEXT NOT NULL DEFAULT '',
  summary TEXT NOT NULL DEFAULT '',  -- JSON of the plan: what people are shown before they approve
  planned_cost INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX campaign_name ON campaign (name) WHERE state NOT IN ('planning', 'replaced');

-- The message files as they were planned: what was approved is what is sent.
CREATE TABLE campaign_message (
  campaign_id INTEGER NOT NULL REFERENCES campaign,
  channel_id INTEGER NOT NULL REFERENCES channel,
  language TEXT NOT NULL,
  part TEXT NOT NULL,
  file TEXT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (campaign_id, channel_id, language, part)
) STRICT, WITHOUT ROWID;

-- One customer inside one campaign; id = recipient_id(campaign, customer). `bucket` says what the plan decided;
-- for those who are written to (pending) the deliveries say the rest.
CREATE TABLE recipient (
  id INTEGER PRIMARY KEY,
  unit_id INTEGER NOT NULL,
  route INTEGER NOT NULL,
  bucket INTEGER NOT NULL,
  reason INTEGER NOT NULL,
  detail TEXT
) STRICT;

-- The outbox; id = delivery_id(queue, place). A row is written when it is planned and when its outcome is known.
CREATE TABLE delivery (
  id INTEGER PRIMARY KEY,
  customer_id INTEGER NOT NULL,
  leg INTEGER NOT NULL,
  alone INTEGER NOT NULL,  -- 1: the recipient's only delivery so far
  state INTEGER NOT NULL,  -- domain::DeliveryState; queued also while a lease covers it
  reason INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  parts INTEGER NOT NULL,             -- SMS parts, else 1
  customer_version INTEGER NOT NULL,  -- of the customer's data that was sent; 0: not sent yet
  updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX delivery_customer ON delivery (customer_id);

-- One row a queue: everything before next_place was claimed once.
CREATE TABLE queue (
  campaign_id INTEGER NOT NULL,
  channel_id INTEGER NOT NULL,
  unit_id INTEGER NOT NULL,
  next_place INTEGER NOT NULL,
  end_place INTEGER NOT NULL,
  spent INTEGER NOT NULL DEFAULT 0,  -- VND for what was accepted
  PRIMARY KEY (campaign_id, channel_id, unit_id)
) STRICT, WITHOUT ROWID;

-- What is being sent: a run of deliveries, first <= id < last. Whatever a lease covers without an outcome after a
-- crash is in doubt.
CREATE TABLE lease (
  id INTEGER PRIMARY KEY,
  first INTEGER NOT NULL,
  last INTEGER NOT NULL,
  taken_at INTEGER NOT NULL
) STRICT;

-- Claimed once and waiting for another try.
CREATE TABLE deferred (
  channel_id INTEGER NOT NULL,
  campaign_id INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  delivery_id INTEGER NOT NULL UNIQUE,
  PRIMARY KEY (channel_id, campaign_id, due_at, delivery_id)
) STRICT, WITHOUT ROWID;

-- Everything that happened to a delivery after it was planned: attempts, receipts, doubts, decisions by hand.
CREATE TABLE history (
  id INTEGER PRIMARY KEY,
  delivery_id INTEGER NOT NULL,
  at INTEGER NOT NULL,
  event INTEGER NOT NULL,  -- store::HistoryEvent
  state INTEGER NOT NULL,  -- the delivery's state afterwards
  reason INTEGER NOT NULL,
  class TEXT NOT NULL,
  code TEXT NOT NULL,
  provider_id TEXT NOT NULL,
  latency_ms INTEGER NOT NULL,
  detail TEXT NOT NULL,
  who TEXT NOT NULL
) STRICT;
CREATE INDEX history_delivery ON history (delivery_id);

-- Receipts that nothing matched: kept, looked at again for a while.
CREATE TABLE stray_receipt (
  id INTEGER PRIMARY KEY,
  channel_id INTEGER NOT NULL,
  at INTEGER NOT NULL,
  word INTEGER NOT NULL,
  reference TEXT NOT NULL,
  provider_id TEXT NOT NULL,
  reason INTEGER NOT NULL,
  code TEXT NOT NULL,
  detail TEXT NOT NULL
) STRICT;

-- Counters that move with the rows.
CREATE TABLE delivery_count (
  campaign_id INTEGER NOT NULL,
  unit_id INTEGER NOT NULL,
  channel_id INTEGER NOT NULL,
  state INTEGER NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (campaign_id, unit_id, channel_id, state)
) STRICT, WITHOUT ROWID;
CREATE TABLE recipient_count (
  campaign_id INTEGER NOT NULL,
  unit_id INTEGER NOT NULL,
  bucket INTEGER NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (campaign_id, unit_id, bucket)
) STRICT, WITHOUT ROWID;

-- What somebody (or the service itself) holds back. 0 and '' mean every one.
CREATE TABLE pause (
  campaign_id INTEGER NOT NULL,
  channel_id INTEGER NOT NULL,
  unit_id INTEGER NOT NULL,
  who TEXT NOT NULL,
  at INTEGER NOT NULL,
  reason TEXT NOT NULL,
  hold TEXT NOT NULL,  -- domain::HoldReason as a word: paused, template_stopped
  PRIMARY KEY (campaign_id, channel_id, unit_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE audit (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  who TEXT NOT NULL,
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  reason TEXT NOT NULL
) STRICT;

-- Roles of the system's users on the control socket.
CREATE TABLE user (
  name TEXT PRIMARY KEY,
  role TEXT NOT NULL
) STRICT, WITHOUT ROWID;
)sql";

}  // namespace triand::store
