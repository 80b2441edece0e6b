#pragma once

#include <cstdint>

#include <SQLiteCpp/Database.h>

namespace triand::store {

// How many counters, of deliveries and of recipients, are not what counting the rows anew gives; missing and
// superfluous ones included.
[[nodiscard]] std::int64_t wrong_counters(SQLite::Database& database);

}  // namespace triand::store
