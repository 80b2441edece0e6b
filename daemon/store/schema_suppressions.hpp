#pragma once

#include <string_view>

namespace triand::store {

// Who must not be written to, and whose data was erased.
inline constexpr std::string_view kSuppressionTables = R"sql(
-- What keeps the hashes below apart from those of every other database.
INSERT INTO meta (key, value) VALUES ('subject_key', lower(hex(randomblob(16))));

-- `key` is domain::SubjectHash of the subject: what is left of an address after an erasure.
CREATE TABLE suppression (
  id INTEGER PRIMARY KEY,
  key INTEGER NOT NULL,
  kind INTEGER NOT NULL,     -- domain::SubjectKind
  subject TEXT NOT NULL,     -- customer code, "+84…" or email; '' after an erasure
  scope INTEGER NOT NULL,    -- domain::SuppressionScope
  class INTEGER NOT NULL,    -- domain::SuppressionClass
  reason INTEGER NOT NULL,   -- domain::Reason
  note TEXT NOT NULL,
  since INTEGER NOT NULL,
  until INTEGER,             -- no longer from then on; NULL: for good
  who TEXT NOT NULL,
  customer_id INTEGER NOT NULL DEFAULT 0  -- of the customer whose erasure made it
) STRICT;
CREATE UNIQUE INDEX suppression_key ON suppression (key, scope, class);
CREATE INDEX suppression_customer ON suppression (customer_id) WHERE customer_id <> 0;

-- What a suppression was before it was extended or removed.
CREATE TABLE suppression_history (
  id INTEGER PRIMARY KEY,
  suppression_id INTEGER NOT NULL,
  key INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  subject TEXT NOT NULL,
  scope INTEGER NOT NULL,
  class INTEGER NOT NULL,
  reason INTEGER NOT NULL,
  note TEXT NOT NULL,
  since INTEGER NOT NULL,
  until INTEGER,
  who TEXT NOT NULL,
  ended_at INTEGER NOT NULL,
  ended_by TEXT NOT NULL,
  end_reason TEXT NOT NULL
) STRICT;
CREATE INDEX suppression_history_key ON suppression_history (key);

CREATE TABLE erasure (
  customer_id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  who TEXT NOT NULL,
  version INTEGER NOT NULL,             -- of the customer's data: this one and all before are gone
  lifted_at INTEGER NOT NULL DEFAULT 0  -- since then lists may bring data of the customer again; 0: they may not
) STRICT;
)sql";

}  // namespace triand::store
