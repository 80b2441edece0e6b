#pragma once

namespace triand::store {

// What the audit is asked: each reads a run of an index and nothing else of the table. The actions are few, the entries
// are millions: those of several actions are found one action after the other.

// The action behind ?1 and before ?2 that comes first.
inline constexpr const char* kNextAction =
    "SELECT action FROM audit WHERE action > ?1 AND action < ?2 ORDER BY action LIMIT 1";
inline constexpr const char* kNextActionOf =
    "SELECT action FROM audit WHERE who = ?3 AND action > ?1 AND action < ?2 ORDER BY action LIMIT 1";

// The newest ?5 of one action, since ?2 and behind the entry of time ?3 and number ?4.
inline constexpr const char* kNewestEntries =
    "SELECT at, id FROM audit WHERE action = ?1 AND at >= ?2 AND at <= ?3 AND (at < ?3 OR id < ?4) "
    "ORDER BY at DESC, id DESC LIMIT ?5";
inline constexpr const char* kNewestEntriesOf =
    "SELECT at, id FROM audit WHERE who = ?6 AND action = ?1 AND at >= ?2 AND at <= ?3 AND (at < ?3 OR id < "
    "?4) "
    "ORDER BY at DESC, id DESC LIMIT ?5";

inline constexpr const char* kEntry = "SELECT id, at, who, action, subject, reason FROM audit WHERE id = ?";
// The time of the entry ?, or of the one before it where there is none of that number.
inline constexpr const char* kTimeOfEntry = "SELECT at FROM audit WHERE id <= ? ORDER BY id DESC LIMIT 1";

inline constexpr const char* kNotesOfCustomer =
    "SELECT id, at, who, action, subject, reason FROM audit WHERE subject = ? AND action = ? ORDER BY id "
    "DESC LIMIT ?";

// What was typed about a customer, by its code; about what was sent to it in one campaign, whose references stand between
// ?1 and ?2 and are ?3 bytes long; about the end of a suppression, by what is left of the address; and about letters
// that were printed once more, a delivery's among them (?2: what its history says before the batch's name). The plus keeps
// the database from going through all that was ever decided about deliveries.
inline constexpr const char* kForgetWordsOfCustomer =
    "UPDATE audit SET reason = '' WHERE subject = ? AND action IN ('customer.note', 'customer.reveal', "
    "'suppression.remove') AND reason <> ''";
inline constexpr const char* kForgetWordsOfDeliveries =
    "UPDATE audit SET reason = '' WHERE subject > ?1 AND subject < ?2 AND length(subject) = ?3 AND +action "
    "IN "
    "('delivery.resend', 'delivery.resolve_delivered', 'delivery.resolve_failed', 'delivery.resolve_resend') "
    "AND "
    "reason <> ''";
inline constexpr const char* kForgetWordsOfRemoval =
    "UPDATE audit SET reason = '' WHERE subject = ?1 AND action = 'suppression.remove' AND (who, reason) IN "
    "(SELECT "
    "ended_by, end_reason FROM suppression_history WHERE key = ?2) AND reason <> ''";
inline constexpr const char* kForgetWordsOfReprints =
    "UPDATE audit SET reason = '' WHERE id IN (SELECT a.id FROM history y CROSS JOIN audit a ON a.subject = "
    "substr(y.detail, length(?2) + 1) AND a.action = 'letters.reprint' AND a.at = y.at AND a.who = y.who "
    "WHERE "
    "y.delivery_id = ?1 AND y.code = 'reprinted') AND reason <> ''";

}  // namespace triand::store
