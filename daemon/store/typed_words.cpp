#include "daemon/store/typed_words.hpp"

#include "daemon/domain/mask.hpp"
#include "daemon/domain/reference.hpp"
#include "daemon/store/audit_sql.hpp"
#include "daemon/store/customer_row.hpp"
#include "daemon/store/letter_word.hpp"

namespace triand::store {
namespace {

using domain::SubjectKind;
using domain::SuppressionSubject;

std::vector<std::string> campaign_names(WriteSession& session) {
  auto& rows = session.prepare("SELECT DISTINCT name FROM campaign");
  std::vector<std::string> out;
  while (rows.executeStep()) out.push_back(rows.getColumn(0).getString());
  return out;
}

std::string code_of(WriteSession& session, std::int64_t customer) {
  auto& find = session.prepare("SELECT code FROM customer WHERE id = ?");
  find.bind(1, customer);
  std::string out = find.executeStep() ? find.getColumn(0).getString() : std::string();
  find.reset();
  return out;
}

}  // namespace

std::string audit_subject(const SuppressionSubject& subject) {
  switch (subject.kind) {
    case SubjectKind::telephone:
      return domain::mask_telephone(subject.text);
    case SubjectKind::email:
      return domain::mask_email(subject.text);
    case SubjectKind::customer:
      break;
  }
  return subject.text;
}

std::vector<SuppressionSubject> addresses_of(WriteSession& session, std::int64_t customer) {
  std::vector<SuppressionSubject> out;
  auto& phones = session.prepare(
      "SELECT phone FROM customer WHERE id = ?1 AND phone IS NOT NULL UNION SELECT phone FROM "
      "customer_history "
      "WHERE customer_id = ?1 AND phone IS NOT NULL");
  phones.bind(1, customer);
  while (phones.executeStep())
    out.push_back({SubjectKind::telephone, phone_text(phones.getColumn(0).getInt64())});
  auto& emails = session.prepare(
      "SELECT email FROM customer WHERE id = ?1 AND email IS NOT NULL UNION SELECT email FROM "
      "customer_history "
      "WHERE customer_id = ?1 AND email IS NOT NULL");
  emails.bind(1, customer);
  while (emails.executeStep()) out.push_back({SubjectKind::email, emails.getColumn(0).getString()});
  return out;
}

bool is_anyone_elses(WriteSession& session, const SuppressionSubject& address, std::int64_t customer) {
  const bool phone = address.kind == SubjectKind::telephone;
  auto& find = session.prepare(
      phone ? "SELECT 1 FROM customer WHERE phone = ?1 AND phone IS NOT NULL AND id <> ?2 LIMIT 1"
            : "SELECT 1 FROM customer WHERE email = ?1 COLLATE NOCASE AND email IS NOT NULL AND id <> ?2 "
              "LIMIT 1");
  if (phone)
    find.bind(1, phone_digits(address.text));
  else
    find.bind(1, address.text);
  find.bind(2, customer);
  const bool found = find.executeStep();
  find.reset();
  return found;
}

void forget_words_about_customer(WriteSession& session, const std::string& code) {
  auto& person = session.prepare(kForgetWordsOfCustomer);
  person.bind(1, code);
  person.exec();
  for (const std::string& campaign : campaign_names(session))
    forget_words_about_deliveries(session, campaign, code);
}

void forget_words_about_deliveries(WriteSession& session, const std::string& campaign,
                                   const std::string& code) {
  // References of the same campaign and customer differ in what stands behind both, in digits and capitals.
  const std::string both = domain::campaign_tag(campaign) + code;
  constexpr std::size_t kLegAndChannel = 4;
  auto& decisions = session.prepare(kForgetWordsOfDeliveries);
  decisions.bind(1, both);
  decisions.bind(2, both + "[");
  decisions.bind(3, static_cast<std::int64_t>(both.size() + kLegAndChannel));
  decisions.exec();
}

void forget_words_about_reprints(WriteSession& session, std::int64_t delivery) {
  auto& reprints = session.prepare(kForgetWordsOfReprints);
  reprints.bind(1, delivery);
  reprints.bind(2, kReprintedInsteadOf);
  reprints.exec();
}

void forget_words_about_subject(WriteSession& session, const domain::SubjectHash& hash,
                                const SuppressionSubject& subject) {
  const auto key = static_cast<std::int64_t>(hash(subject.kind, subject.text));
  // Two addresses may look alike with their middle hidden: what was typed, and by whom, says which is meant.
  auto& audit = session.prepare(kForgetWordsOfRemoval);
  audit.bind(1, audit_subject(subject));
  audit.bind(2, key);
  audit.exec();
  auto& former = session.prepare(
      "UPDATE suppression_history SET end_reason = '', note = '' WHERE key = ? AND "
      "(end_reason <> '' OR note <> '')");
  former.bind(1, key);
  former.exec();
}

void forget_words_before_removal(WriteSession& session, const domain::SubjectHash& hash,
                                 std::int64_t customer) {
  const std::string code = code_of(session, customer);
  if (code.empty()) return;
  forget_words_about_customer(session, code);
  forget_words_about_subject(session, hash, {SubjectKind::customer, code});
  for (const SuppressionSubject& address : addresses_of(session, customer))
    if (!is_anyone_elses(session, address, customer)) forget_words_about_subject(session, hash, address);
}

}  // namespace triand::store
