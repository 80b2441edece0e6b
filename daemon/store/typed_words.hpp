#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "daemon/domain/subject_hash.hpp"
#include "daemon/domain/suppression.hpp"
#include "daemon/store/write_session.hpp"

namespace triand::store {

// What people typed about somebody (notes of calls, reasons) goes with the person's data. That somebody did something, to
// whom and when, stays in the audit.

// As the audit names it, which is kept for good and holds no address whole.
[[nodiscard]] std::string audit_subject(const domain::SuppressionSubject& subject);

// The telephones and emails that a customer has or had.
[[nodiscard]] std::vector<domain::SuppressionSubject> addresses_of(WriteSession& session,
                                                                   std::int64_t customer);
// Whether another customer has the address today.
[[nodiscard]] bool is_anyone_elses(WriteSession& session, const domain::SuppressionSubject& address,
                                   std::int64_t customer);

// About a customer and what was sent to it, in every campaign there was; the customer need not be there any more.
void forget_words_about_customer(WriteSession& session, const std::string& code);
// About what one campaign sent to a customer.
void forget_words_about_deliveries(WriteSession& session, const std::string& campaign,
                                   const std::string& code);
// About why a letter was printed once more; as long as its history still says that it was.
void forget_words_about_reprints(WriteSession& session, std::int64_t delivery);
// Why suppressions of an address or a customer ended.
void forget_words_about_subject(WriteSession& session, const domain::SubjectHash& hash,
                                const domain::SuppressionSubject& subject);

// All of these, of a customer that is about to be removed: of its addresses those that nobody else has.
void forget_words_before_removal(WriteSession& session, const domain::SubjectHash& hash,
                                 std::int64_t customer);

}  // namespace triand::store
