#pragma once

#include <SQLiteCpp/Database.h>

#include "daemon/store/write_session.hpp"

namespace triand::store {

// The first list of all may hold eleven million customers. Their telephones and addresses come in no order, so that an
// index that is kept meanwhile is written again and again: without it they are loaded in half the time, and it is
// built afterwards, sorted, in seconds. Until then a customer is found by telephone or email by reading them all.

// Lets the two indexes go if there is no customer yet.
void begin_first_load(WriteSession& session);

// Builds what is missing of them; takes some 5 s for eleven million. What is sorted goes to nameless files beside the
// database (open_for_writing() sees to it).
void end_first_load(SQLite::Database& database);
// Whether both are there.
[[nodiscard]] bool first_load_ended(SQLite::Database& database);

}  // namespace triand::store
