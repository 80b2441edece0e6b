#include "daemon/store/schema.hpp"

#include <array>

#include "daemon/store/schema_accounts.hpp"
#include "daemon/store/schema_archive.hpp"
#include "daemon/store/schema_audit.hpp"
#include "daemon/store/schema_canary.hpp"
#include "daemon/store/schema_feedback.hpp"
#include "daemon/store/schema_first.hpp"
#include "daemon/store/schema_letters.hpp"
#include "daemon/store/schema_message_parts.hpp"
#include "daemon/store/schema_notices.hpp"
#include "daemon/store/schema_signing.hpp"
#include "daemon/store/schema_suppressions.hpp"
#include "daemon/store/schema_tokens.hpp"

namespace triand::store {
namespace {

// Mailboxes are found in any letter case.
constexpr std::string_view kEmailInAnyCase = R"sql(
DROP INDEX customer_email;
CREATE INDEX customer_email ON customer (email COLLATE NOCASE) WHERE email IS NOT NULL;
DROP INDEX customer_history_email;
CREATE INDEX customer_history_email ON customer_history (email COLLATE NOCASE) WHERE email IS NOT NULL;
)sql";

// Deliveries by the gateway's own id, for gateways whose receipts name nothing else (gateway_message.hpp).
constexpr std::string_view kGatewayMessages = R"sql(
CREATE TABLE gateway_message (
  channel_id INTEGER NOT NULL,
  key INTEGER NOT NULL,  -- store::gateway_key of the id
  delivery_id INTEGER NOT NULL,
  PRIMARY KEY (channel_id, key, delivery_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX stray_receipt_id ON stray_receipt (provider_id) WHERE provider_id <> '';
)sql";

// What an import can be taken back by: which import wrote a customer's data as it is, and was before. `import_id` says
// which list named the customer last, though it changed nothing. 0: written before this was kept.
constexpr std::string_view kImportsToUndo = R"sql(
ALTER TABLE import ADD COLUMN content TEXT NOT NULL DEFAULT '';  -- SHA-256 of the file, in hex
ALTER TABLE customer ADD COLUMN written_by INTEGER NOT NULL DEFAULT 0;
ALTER TABLE customer_history ADD COLUMN written_by INTEGER NOT NULL DEFAULT 0;
)sql";

// A program of kind `exec` decides itself which of a customer's data it takes: domain::AddressKind.
constexpr std::string_view kAddressKinds = R"sql(
ALTER TABLE channel ADD COLUMN address_kind INTEGER NOT NULL DEFAULT 0;
UPDATE channel SET address_kind = CASE kind WHEN 'email' THEN 1 WHEN 'letter' THEN 2 WHEN 'website' THEN 3 ELSE 0 END;
)sql";

constexpr std::array<std::string_view, 17> kMigrations = {
    kFirst,        kSuppressionTables, kEmailInAnyCase, kGatewayMessages, kImportsToUndo, kArchiveTables,
    kNoticeTables, kCanaryTables,      kMessageParts,   kLetterBatches,   kFeedbackTable, kSigningKey,
    kAddressKinds, kAccounts,          kAuditSubject,   kTokens,          kAuditFilters};

}  // namespace

std::span<const std::string_view> migrations() { return kMigrations; }

}  // namespace triand::store
