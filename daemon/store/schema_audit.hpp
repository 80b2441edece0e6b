#pragma once

#include <string_view>

namespace triand::store {

// What was written down about one customer is found without reading the whole audit.
inline constexpr std::string_view kAuditSubject = R"sql(
CREATE INDEX audit_subject ON audit (subject, action);
)sql";

// What one person did, and what was done of one kind, newest first, is found the same way. Both end where the newest
// entry of their run stands, so that look-ups, of which there are millions a year, write into pages that are in memory.
inline constexpr std::string_view kAuditFilters = R"sql(
CREATE INDEX audit_action ON audit (action, at);
CREATE INDEX audit_who ON audit (who, action, at);

-- What was typed about customers who were removed before such words went with them.
UPDATE audit SET reason = '' WHERE action IN ('customer.note', 'customer.reveal') AND reason <> '' AND NOT EXISTS
  (SELECT 1 FROM customer c WHERE c.code = subject);
-- A reference is five characters, the customer's code and four more.
UPDATE audit SET reason = '' WHERE action IN ('delivery.resend', 'delivery.resolve_delivered',
  'delivery.resolve_failed', 'delivery.resolve_resend') AND reason <> '' AND NOT EXISTS
  (SELECT 1 FROM customer c WHERE c.code = substr(subject, 6, length(subject) - 9));
-- Telephones and emails stand there masked.
UPDATE audit SET reason = '' WHERE action = 'suppression.remove' AND reason <> '' AND subject NOT GLOB '*[^0-9A-Z]*'
  AND NOT EXISTS (SELECT 1 FROM customer c WHERE c.code = subject);
)sql";

}  // namespace triand::store
