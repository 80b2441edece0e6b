#include "daemon/store/erasure.hpp"

#include "daemon/domain/delivery_machine.hpp"
#include "daemon/domain/reference.hpp"
#include "daemon/domain/suppression.hpp"
#include "daemon/store/campaign_writer.hpp"
#include "daemon/store/customer_row.hpp"
#include "daemon/store/feedback.hpp"
#include "daemon/store/record.hpp"
#include "daemon/store/store_error.hpp"
#include "daemon/store/typed_words.hpp"

namespace triand::store {
namespace {

StoredCustomer find_customer(WriteSession& session, const std::string& code) {
  auto& find = session.prepare("SELECT " TRIAND_CUSTOMER_COLUMNS
                               " FROM customer c JOIN unit u ON u.id = c.unit_id WHERE c.code = ?");
  find.bind(1, code);
  if (!find.executeStep()) throw NotFound("there is no customer of that code");
  StoredCustomer out = read_customer(find);
  find.reset();
  return out;
}

struct Owned {
  std::int64_t id = 0;
  bool waits = false;  // its row is queued
  std::string reference;
};

// Those of plans that were replaced are on their way out and count nowhere.
std::vector<Owned> deliveries_of(WriteSession& session, const StoredCustomer& customer) {
  auto& rows = session.prepare(
      "SELECT d.id, d.state, d.leg, k.name, h.name FROM delivery d JOIN campaign k ON k.id = d.id >> 47 "
      "JOIN channel h ON h.id = d.id >> 39 & 255 WHERE d.customer_id = ? AND k.state <> 'replaced'");
  static_assert(kCampaignShift == 47 && kChannelShift == 39);
  rows.bind(1, customer.customer.id);
  std::vector<Owned> out;
  while (rows.executeStep())
    out.push_back({rows.getColumn(0).getInt64(),
                   rows.getColumn(1).getInt() == static_cast<int>(domain::DeliveryState::queued),
                   domain::make_reference(rows.getColumn(3).getString(), customer.customer.code,
                                          rows.getColumn(2).getInt(), rows.getColumn(4).getString())});
  return out;
}

void withdraw(WriteSession& session, const Owned& delivery, const std::string& who, TimePoint now,
              Erasure& out) {
  LaterWord word;
  word.delivery = delivery.id;
  word.event = domain::DeliveryEvent::withdrawn;
  word.history = HistoryEvent::withdrawn;
  word.reason = domain::Reason::erased;
  word.who = who;
  word.now = now;
  apply_later_word(session, word) ? ++out.withdrawn : ++out.on_the_way;
}

void forget_words(WriteSession& session, const Owned& delivery) {
  forget_words_about_reprints(session, delivery.id);
  auto& history = session.prepare("UPDATE history SET detail = '' WHERE delivery_id = ? AND detail <> ''");
  history.bind(1, delivery.id);
  history.exec();
  // What stands behind a ':' was made from the address.
  auto& ids = session.prepare(
      "UPDATE history SET provider_id = substr(provider_id, 1, instr(provider_id, ':') - 1) WHERE "
      "delivery_id = ? "
      "AND instr(provider_id, ':') > 0");
  ids.bind(1, delivery.id);
  ids.exec();
  auto& stray = session.prepare("UPDATE stray_receipt SET detail = '' WHERE reference = ?");
  stray.bind(1, delivery.reference);
  stray.exec();
}

void forget_person(WriteSession& session, std::int64_t customer) {
  auto& former = session.prepare("DELETE FROM customer_history WHERE customer_id = ?");
  former.bind(1, customer);
  former.exec();
  auto& present = session.prepare(
      "UPDATE customer SET full_name = '', phone = NULL, email = NULL, address = '', province = '', "
      "segment = '', opt_out = 0, extra = NULL, set_aside = NULL WHERE id = ?");
  present.bind(1, customer);
  present.exec();
}

// What was suppressed before keeps its terms and loses its words; what was not is suppressed for good.
void suppress(WriteSession& session, std::uint64_t key, domain::SubjectKind kind, const std::string& subject,
              std::int64_t customer, const std::string& who, TimePoint now) {
  auto& known = session.prepare("UPDATE suppression SET subject = ?, note = '' WHERE key = ?");
  known.bind(1, subject);
  known.bind(2, static_cast<std::int64_t>(key));
  known.exec();
  auto& former =
      session.prepare("UPDATE suppression_history SET subject = ?, note = '', end_reason = '' WHERE key = ?");
  former.bind(1, subject);
  former.bind(2, static_cast<std::int64_t>(key));
  former.exec();
  auto& insert = session.prepare(
      "INSERT INTO suppression (key, kind, subject, scope, class, reason, note, since, until, who, "
      "customer_id) VALUES (?1, ?2, ?3, 0, 0, ?4, '', ?5, NULL, ?6, ?7) ON CONFLICT (key, scope, class) DO "
      "UPDATE SET reason = ?4, until = NULL, customer_id = ?7 WHERE kind = 0 OR until IS NOT NULL");
  static_assert(static_cast<int>(domain::SubjectKind::customer) == 0 &&
                static_cast<int>(domain::SuppressionScope::all) == 0 &&
                static_cast<int>(domain::SuppressionClass::all) == 0);
  insert.bind(1, static_cast<std::int64_t>(key));
  insert.bind(2, static_cast<int>(kind));
  insert.bind(3, subject);
  insert.bind(4, static_cast<int>(domain::Reason::erased));
  insert.bind(5, to_ms(now));
  insert.bind(6, who);
  insert.bind(7, customer);
  insert.exec();
}

void suppress_all(WriteSession& session, const domain::SubjectHash& hash, const domain::Customer& customer,
                  const std::string& who, TimePoint now, Erasure& out) {
  using domain::SubjectKind;
  const auto one = [&](SubjectKind kind, const std::string& text, const std::string& shown) {
    if (text.empty()) return;
    const std::uint64_t key = hash(kind, text);
    suppress(session, key, kind, shown, customer.id, who, now);
    out.keys.push_back(key);
  };
  one(SubjectKind::customer, customer.code, customer.code);
  one(SubjectKind::telephone, customer.phone, "");
  one(SubjectKind::email, customer.email, "");
}

// An address that the customer had once may be somebody else's by now: what is suppressed for it stays, and nothing is
// added. Whose it was is told no more, nor what was typed about it.
void forget_former(WriteSession& session, std::uint64_t key, bool keeps_address) {
  auto& known = session.prepare(
      "UPDATE suppression SET note = '', subject = CASE WHEN ?1 THEN subject ELSE '' END WHERE key = ?2");
  known.bind(1, keeps_address ? 1 : 0);
  known.bind(2, static_cast<std::int64_t>(key));
  known.exec();
  auto& former = session.prepare(
      "UPDATE suppression_history SET note = '', subject = CASE WHEN ?1 THEN subject ELSE '' END WHERE key = "
      "?2");
  former.bind(1, keeps_address ? 1 : 0);
  former.bind(2, static_cast<std::int64_t>(key));
  former.exec();
}

void forget_addresses(WriteSession& session, const domain::SubjectHash& hash,
                      const domain::Customer& customer) {
  for (const domain::SuppressionSubject& address : addresses_of(session, customer.id)) {
    forget_words_about_subject(session, hash, address);
    if (address.text != customer.phone && address.text != customer.email)
      forget_former(session, hash(address.kind, address.text),
                    is_anyone_elses(session, address, customer.id));
  }
}

void note_erasure(WriteSession& session, const StoredCustomer& customer, const std::string& who,
                  TimePoint now) {
  auto& insert = session.prepare(
      "INSERT INTO erasure (customer_id, at, who, version) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET "
      "at = ?2, who = ?3, version = ?4, lifted_at = 0");
  insert.bind(1, customer.customer.id);
  insert.bind(2, to_ms(now));
  insert.bind(3, who);
  insert.bind(4, customer.version);
  insert.exec();
  auto& mark = session.prepare(
      "INSERT INTO meta (key, value) VALUES ('purge', '1') ON CONFLICT DO UPDATE SET value = CAST(value AS "
      "INTEGER) + 1");
  mark.exec();
}

}  // namespace

Erasure erase_customer(WriteSession& session, const domain::SubjectHash& hash, const std::string& code,
                       const std::string& who, TimePoint now) {
  const StoredCustomer customer = find_customer(session, code);
  Erasure out;
  const std::vector<Owned> deliveries = deliveries_of(session, customer);
  out.kept = static_cast<std::int64_t>(deliveries.size());
  out.before = is_erased(session, customer.customer.id);
  if (!out.before) note_erasure(session, customer, who, now);
  for (const Owned& delivery : deliveries) {
    if (delivery.waits) withdraw(session, delivery, who, now, out);
    forget_words(session, delivery);
  }
  forget_words_about_customer(session, code);
  forget_addresses(session, hash, customer.customer);
  suppress_all(session, hash, customer.customer, who, now, out);
  forget_feedback(session, customer.customer.id);
  forget_person(session, customer.customer.id);
  write_audit(session, who, "customer.erase", code, "", now);
  return out;
}

bool is_erased(WriteSession& session, std::int64_t customer) {
  auto& find = session.prepare("SELECT 1 FROM erasure WHERE customer_id = ? AND lifted_at = 0");
  find.bind(1, customer);
  const bool found = find.executeStep();
  find.reset();
  return found;
}

std::int64_t purge_mark(WriteSession& session) {
  auto& find = session.prepare("SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'purge'");
  const std::int64_t mark = find.executeStep() ? find.getColumn(0).getInt64() : 0;
  find.reset();
  return mark;
}

void purge_done(WriteSession& session, std::int64_t mark) {
  auto& remove = session.prepare("DELETE FROM meta WHERE key = 'purge' AND CAST(value AS INTEGER) = ?");
  remove.bind(1, mark);
  remove.exec();
}

}  // namespace triand::store
