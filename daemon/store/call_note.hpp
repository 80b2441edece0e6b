#pragma once

#include <cstdint>
#include <string>

#include "daemon/store/audit_row.hpp"
#include "daemon/store/write_session.hpp"

namespace triand::store {

// What an agent writes down of a call: an audit entry of its own kind, whose subject is the customer's code.
inline constexpr const char* kCallNote = "customer.note";

struct NewCallNote {
  std::string customer_code;
  std::string words;
  std::string who;
  // The newest note of the customer that `who` had seen; 0: none. The same words of the same person after it are the same
  // note, sent twice.
  std::int64_t after = 0;
};

// Returns the note as it is stored. Throws NotFound for a customer who is not there, and Refused for one whose data was
// erased: nothing is written about that person any more.
AuditRow put_call_note(WriteSession& session, const NewCallNote& note, TimePoint now);

}  // namespace triand::store
