#pragma once

#include <functional>
#include <memory>
#include <string>

#include <SQLiteCpp/Database.h>

namespace triand::store {

// Called again and again while something takes long, on the thread that does it.
using Turn = std::function<void()>;

// Opens the one writing connection: creates the file (mode 0600) if there is none, checks that it is ours and not
// newer than we are, brings the schema up to date, and asserts WAL, synchronous=FULL and foreign_keys. Whatever an
// earlier run left in the write-ahead log is taken into the database first.
// Throws StoreError with place and remedy.
[[nodiscard]] std::unique_ptr<SQLite::Database> open_for_writing(const std::string& path,
                                                                 const Turn& turn = {});

// A read-only connection to a database that open_for_writing() has prepared. Neither is guarded by SQLite: one thread at
// a time uses a connection.
[[nodiscard]] std::unique_ptr<SQLite::Database> open_for_reading(const std::string& path);

// How closely check_database() looks.
enum class Check {
  header,    // that it is ours and not newer than we are
  contents,  // also for damage: in everything up to 1 GiB, in larger databases in what steers sending
};

// What open_for_writing() would complain about, and damage that it would only meet later, as a sentence, or empty.
// Changes nothing; a missing file is fine. The contents take about 3 s for 1 GiB that is in memory. Throws StoreError for
// what may be over at the next try: a full or failing disk, a lock.
[[nodiscard]] std::string check_database(const std::string& path, Check how = Check::header,
                                         const Turn& turn = {});

// Whether Check::contents leaves something of it unread because it is large.
[[nodiscard]] bool is_read_in_part(const std::string& path);

// Reads every page, whatever the size, on a connection of its own, until `going_on` says no. A sentence when it is damaged,
// or empty. Throws StoreError when it cannot be read.
[[nodiscard]] std::string check_everything(const std::string& path, const std::function<bool()>& going_on);

}  // namespace triand::store
