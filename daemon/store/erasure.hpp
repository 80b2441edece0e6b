#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "daemon/domain/subject_hash.hpp"
#include "daemon/store/time.hpp"
#include "daemon/store/write_session.hpp"

namespace triand::store {

// What an erasure has done.
struct Erasure {
  std::int64_t withdrawn = 0;       // deliveries that waited and will never be sent
  std::int64_t on_the_way = 0;      // deliveries that are being sent just now: they are answered for
  std::int64_t kept = 0;            // all deliveries of the customer that stay as facts
  bool before = false;              // the customer's data was erased already
  std::vector<std::uint64_t> keys;  // hashes of the subjects whose suppressions have changed
};

// Takes every trace of the person behind a customer code out of the database, but not the facts: the code, the unit,
// the deliveries with their references, states and times stay; name, addresses, other columns, former versions of them,
// the gateways' words, and what people typed about the person (typed_words.hpp) go. What waits is withdrawn. The code,
// telephone and email (of these a hash alone) are suppressed for good; what is suppressed for an address that the person
// had before stays so, by its hash alone unless somebody else has it. Throws NotFound.
[[nodiscard]] Erasure erase_customer(WriteSession& session, const domain::SubjectHash& hash,
                                     const std::string& code, const std::string& who, TimePoint now);

// Whether the customer's data was erased and no list may bring it again.
[[nodiscard]] bool is_erased(WriteSession& session, std::int64_t customer);

// What was erased stands in the write-ahead log until that is emptied. The mark is set with the erasure and survives a
// crash; 0: there is none.
[[nodiscard]] std::int64_t purge_mark(WriteSession& session);
// Takes the mark away unless there is a newer one.
void purge_done(WriteSession& session, std::int64_t mark);

}  // namespace triand::store
