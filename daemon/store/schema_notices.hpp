#pragma once

#include <string_view>

namespace triand::store {

// What portals keep of what they were given, so that it can be read again and taken back.
inline constexpr std::string_view kNoticeTables = R"sql(
-- The notice of each delivery as the portal has it or may have it. Whatever changes it gives it a new number at the end:
-- whoever reads on from a number misses nothing, whoever reads from 0 sees each once. Numbers are never used again. The
-- newest that was removed with its delivery is kept in meta, for each channel: behind it something may be missing.
CREATE TABLE notice (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  channel_id INTEGER NOT NULL,
  delivery_id INTEGER NOT NULL,
  version INTEGER NOT NULL,              -- domain::version_handed_over, domain::version_taken_back
  withdrawn INTEGER NOT NULL DEFAULT 0,  -- domain::Reason: why it is taken back; 0: it stands
  told INTEGER NOT NULL DEFAULT 1,       -- 0: it is taken back and the portal does not know yet
  at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX notice_delivery ON notice (delivery_id);
CREATE INDEX notice_feed ON notice (channel_id, id);
CREATE INDEX notice_untold ON notice (id) WHERE told = 0;
)sql";

}  // namespace triand::store
