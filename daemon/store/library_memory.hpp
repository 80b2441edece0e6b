#pragma once

#include <cstdint>

namespace triand::store {

// Bytes that SQLite holds now, over all connections of the process; nearly all of it are pages of the database, of which
// the writer keeps 64 MB and each reader 8 MB at most. Any thread.
// Source: https://www.sqlite.org/c3ref/c_status_malloc_count.html, SQLITE_STATUS_MEMORY_USED.
[[nodiscard]] std::int64_t library_memory();

}  // namespace triand::store
