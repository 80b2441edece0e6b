#include "daemon/store/archive_writer.hpp"

#include <vector>

#include "daemon/store/canary.hpp"
#include "daemon/store/customer_row.hpp"
#include "daemon/store/gateway_message.hpp"
#include "daemon/store/notice_log.hpp"
#include "daemon/store/recipient_shift.hpp"
#include "daemon/store/typed_words.hpp"

namespace triand::store {
namespace {

using domain::SubjectKind;

struct Recipient {
  std::int64_t id = 0;
  std::int64_t customer = 0;
  std::string code;  // empty: the customer is gone
  std::string phone;
  std::string email;
  std::int64_t version = 0;
};

std::vector<Recipient> first_recipients(WriteSession& session, std::int64_t campaign, int limit) {
  static_assert(kRecipientShift == 40);
  auto& rows = session.prepare(
      "SELECT r.id, r.id & 1099511627775, coalesce(c.code, ''), coalesce(c.phone, 0), coalesce(c.email, ''), "
      "coalesce(c.version, 0) FROM recipient r LEFT JOIN customer c ON c.id = r.id & 1099511627775 WHERE "
      "r.id > ? AND "
      "r.id < ? ORDER BY r.id LIMIT ?");
  rows.bind(1, recipient_id(campaign, 0));
  rows.bind(2, recipient_id(campaign + 1, 0));
  rows.bind(3, limit);
  std::vector<Recipient> out;
  while (rows.executeStep())
    out.push_back({rows.getColumn(0).getInt64(), rows.getColumn(1).getInt64(), rows.getColumn(2).getString(),
                   phone_text(rows.getColumn(3).getInt64()), rows.getColumn(4).getString(),
                   rows.getColumn(5).getInt64()});
  return out;
}

std::vector<DeliveryRow> deliveries_of(WriteSession& session, std::int64_t campaign, std::int64_t customer) {
  auto& rows = session.prepare("SELECT id FROM delivery WHERE customer_id = ? AND id >= ? AND id < ?");
  rows.bind(1, customer);
  rows.bind(2, delivery_id({campaign, 0, 0}, 0));
  rows.bind(3, delivery_id({campaign + 1, 0, 0}, 0));
  std::vector<std::int64_t> ids;
  while (rows.executeStep()) ids.push_back(rows.getColumn(0).getInt64());
  std::vector<DeliveryRow> out;
  for (const std::int64_t id : ids)
    if (DeliveryRow row; read_delivery(session, id, row)) out.push_back(row);
  return out;
}

// As they were when it was sent; what was erased stays empty.
void look_back(WriteSession& session, std::int64_t version, Recipient& recipient) {
  if (version == 0 || version == recipient.version) return;
  auto& then = session.prepare(
      "SELECT coalesce(phone, 0), coalesce(email, '') FROM customer_history WHERE customer_id = ? AND "
      "version = ?");
  then.bind(1, recipient.customer);
  then.bind(2, version);
  if (then.executeStep()) {
    recipient.phone = phone_text(then.getColumn(0).getInt64());
    recipient.email = then.getColumn(1).getString();
  }
  then.reset();
}

bool may_have_left(const DeliveryRow& row) {
  return row.attempts > 0 || row.state == domain::DeliveryState::accepted ||
         row.state == domain::DeliveryState::delivered || row.state == domain::DeliveryState::in_doubt;
}

void keep_contact(WriteSession& session, std::uint64_t key, SubjectKind kind, const DeliveryRow& row) {
  auto& insert = session.prepare(
      "INSERT OR REPLACE INTO archive_contact (key, delivery_id, kind, leg, state, reason, attempts, at) "
      "VALUES (?, ?, "
      "?, ?, ?, ?, ?, ?)");
  insert.bind(1, static_cast<std::int64_t>(key));
  insert.bind(2, row.id);
  insert.bind(3, static_cast<int>(kind));
  insert.bind(4, row.leg);
  insert.bind(5, static_cast<int>(row.state));
  insert.bind(6, static_cast<int>(row.reason));
  insert.bind(7, row.attempts);
  insert.bind(8, row.updated_at);
  insert.exec();
}

domain::AddressKind address_kind(WriteSession& session, std::int64_t channel) {
  auto& find = session.prepare("SELECT address_kind FROM channel WHERE id = ?");
  find.bind(1, channel);
  const int kind = find.executeStep() ? find.getColumn(0).getInt() : 0;
  find.reset();
  return static_cast<domain::AddressKind>(kind);
}

void keep_contacts(WriteSession& session, const domain::SubjectHash& hash, Recipient recipient,
                   const DeliveryRow& row) {
  if (recipient.code.empty() || !may_have_left(row)) return;
  keep_contact(session, hash(SubjectKind::customer, recipient.code), SubjectKind::customer, row);
  look_back(session, row.customer_version, recipient);
  const auto kind = address_kind(session, queue_of(row.id).channel);
  if (kind == domain::AddressKind::email && !recipient.email.empty())
    keep_contact(session, hash(SubjectKind::email, recipient.email), SubjectKind::email, row);
  else if (kind == domain::AddressKind::telephone && !recipient.phone.empty())
    keep_contact(session, hash(SubjectKind::telephone, recipient.phone), SubjectKind::telephone, row);
}

void run_by_id(WriteSession& session, const char* sql, std::int64_t id) {
  auto& statement = session.prepare(sql);
  statement.bind(1, id);
  statement.exec();
}

std::string name_of(WriteSession& session, std::int64_t campaign) {
  auto& find = session.prepare("SELECT name FROM campaign WHERE id = ?");
  find.bind(1, campaign);
  std::string out = find.executeStep() ? find.getColumn(0).getString() : std::string();
  find.reset();
  return out;
}

void forget_gateway_ids(WriteSession& session, std::int64_t delivery) {
  auto& ids =
      session.prepare("SELECT DISTINCT provider_id FROM history WHERE delivery_id = ? AND provider_id <> ''");
  ids.bind(1, delivery);
  std::vector<std::string> all;
  while (ids.executeStep()) all.push_back(ids.getColumn(0).getString());
  for (const std::string& id : all) {
    auto& remove =
        session.prepare("DELETE FROM gateway_message WHERE channel_id = ? AND key = ? AND delivery_id = ?");
    remove.bind(1, queue_of(delivery).channel);
    remove.bind(2, gateway_key(id));
    remove.bind(3, delivery);
    remove.exec();
  }
}

// The marks stay, with the unit and channel that the delivery's row tells; words and whose they were go.
void forget_feedback_words(WriteSession& session, std::int64_t delivery) {
  run_by_id(session,
            "UPDATE feedback SET customer_id = 0, note = '', answers = '[]', reference = '', provider_id = "
            "CAST(id AS TEXT) WHERE delivery_id = ?",
            delivery);
}

void remove_delivery(WriteSession& session, std::int64_t delivery) {
  forget_words_about_reprints(session, delivery);
  forget_gateway_ids(session, delivery);
  forget_feedback_words(session, delivery);
  run_by_id(session, "DELETE FROM message_part WHERE delivery_id = ?", delivery);
  run_by_id(session, "DELETE FROM history WHERE delivery_id = ?", delivery);
  run_by_id(session, "DELETE FROM deferred WHERE delivery_id = ?", delivery);
  remove_notice(session, delivery);
  run_by_id(session, "DELETE FROM delivery WHERE id = ?", delivery);
}

}  // namespace

void begin_archive(WriteSession& session, std::int64_t campaign, const ReportTally& tally, TimePoint now) {
  auto& begin = session.prepare("INSERT OR IGNORE INTO archive (campaign_id, begun_at) VALUES (?, ?)");
  begin.bind(1, campaign);
  begin.bind(2, to_ms(now));
  if (begin.exec() == 0) return;
  for (const auto& [cell, n] : tally.cells) {
    auto& insert = session.prepare(
        "INSERT INTO report_cell (campaign_id, unit_id, channel_id, state, reason, n) VALUES (?, ?, ?, ?, ?, "
        "?)");
    insert.bind(1, campaign);
    insert.bind(2, cell.unit);
    insert.bind(3, cell.channel);
    insert.bind(4, cell.state);
    insert.bind(5, static_cast<int>(cell.reason));
    insert.bind(6, n);
    insert.exec();
  }
  for (const auto& [hour, n] : tally.hours) {
    auto& insert = session.prepare(
        "INSERT INTO report_hour (campaign_id, channel_id, state, hour, n) VALUES (?, ?, ?, ?, ?)");
    insert.bind(1, campaign);
    insert.bind(2, hour.channel);
    insert.bind(3, hour.state);
    insert.bind(4, hour.hour);
    insert.bind(5, n);
    insert.exec();
  }
}

int archive_some(WriteSession& session, std::int64_t campaign, const domain::SubjectHash& hash, int limit) {
  const std::vector<Recipient> recipients = first_recipients(session, campaign, limit);
  const std::string name = name_of(session, campaign);
  for (const Recipient& recipient : recipients) {
    for (const DeliveryRow& row : deliveries_of(session, campaign, recipient.customer)) {
      keep_contacts(session, hash, recipient, row);
      remove_delivery(session, row.id);
    }
    if (!recipient.code.empty()) forget_words_about_deliveries(session, name, recipient.code);
    run_by_id(session, "DELETE FROM recipient WHERE id = ?", recipient.id);
  }
  return static_cast<int>(recipients.size());
}

void finish_archive(WriteSession& session, std::int64_t campaign, const ArchiveRow& archive) {
  auto& update = session.prepare(
      "UPDATE archive SET finished_at = ?, document = ?, public_key = ?, signature = ? WHERE campaign_id = ? "
      "AND "
      "finished_at = 0");
  update.bind(1, to_ms(archive.finished_at));
  update.bind(2, archive.document);
  update.bind(3, archive.public_key);
  update.bind(4, archive.signature);
  update.bind(5, campaign);
  update.exec();
  purge_canary(session, campaign);
}

int remove_customers(WriteSession& session, const domain::SubjectHash& hash, std::int64_t last_import,
                     std::span<const std::int64_t> customers) {
  // A plan that is being written holds customers in memory.
  auto& planning = session.prepare("SELECT 1 FROM campaign WHERE state = 'planning' LIMIT 1");
  const bool planned = planning.executeStep();
  planning.reset();
  if (planned) return 0;
  int removed = 0;
  for (const std::int64_t customer : customers) {
    auto& find = session.prepare(
        "SELECT 1 FROM customer WHERE id = ?1 AND import_id <= ?2 AND NOT EXISTS (SELECT 1 FROM campaign k "
        "JOIN "
        "recipient r ON r.id = (k.id << 40) + ?1) AND NOT EXISTS (SELECT 1 FROM erasure WHERE customer_id = "
        "?1)");
    find.bind(1, customer);
    find.bind(2, last_import);
    const bool goes = find.executeStep();
    find.reset();
    if (!goes) continue;
    forget_words_before_removal(session, hash, customer);
    run_by_id(session, "DELETE FROM customer WHERE id = ?", customer);
    run_by_id(session, "DELETE FROM customer_history WHERE customer_id = ?", customer);
    ++removed;
  }
  return removed;
}

int remove_stray_receipts(WriteSession& session, TimePoint before, int limit) {
  auto& remove = session.prepare(
      "DELETE FROM stray_receipt WHERE id IN (SELECT id FROM stray_receipt WHERE at < ? ORDER BY id LIMIT "
      "?)");
  remove.bind(1, to_ms(before));
  remove.bind(2, limit);
  return remove.exec();
}

bool shrink(WriteSession& session, int pages) {
  SQLite::Database& database = session.database();
  constexpr int kIncremental = 2;
  if (database.execAndGet("PRAGMA auto_vacuum").getInt() != kIncremental) return false;
  if (database.execAndGet("PRAGMA freelist_count").getInt() == 0) return false;
  database.exec("PRAGMA incremental_vacuum(" + std::to_string(pages) + ")");
  return true;
}

}  // namespace triand::store
