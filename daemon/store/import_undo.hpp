#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "daemon/domain/subject_hash.hpp"
#include "daemon/store/time.hpp"
#include "daemon/store/write_session.hpp"

namespace triand::store {

// What became of the customers that an import had written.
struct ImportUndo {
  std::int64_t removed = 0;        // the import had brought them
  std::int64_t restored = 0;       // they are what they were before it
  std::int64_t changed_since = 0;  // a later list names them, changed or as they are: left alone
  std::int64_t in_campaign = 0;    // brought by the import, but a campaign has planned for them: left alone
  std::int64_t erased = 0;         // what they were is gone: left alone

  void add(const ImportUndo& other);
};

// Marks an import as being taken back; until that ends no plan is begun. Throws NotFound, and WrongState while it is
// running, when it was taken back already, and while a plan is being written: the planner holds customers in memory.
// One that was broken off while it was being taken back can be begun again.
void begin_undo(WriteSession& session, std::int64_t import, const std::string& who, TimePoint now);
// Takes back what the import did to these customers. A customer whom some later import has named or changed is not
// touched, unless that import was taken back. What is taken back stays in the history; with whoever is removed goes what
// people typed about him. May be repeated.
[[nodiscard]] ImportUndo undo_customers(WriteSession& session, const domain::SubjectHash& hash,
                                        std::int64_t import, std::span<const std::int64_t> customers,
                                        TimePoint now);
void finish_undo(WriteSession& session, std::int64_t import, TimePoint now);
// Taking it back failed half-way: what was taken back stays so.
void break_off_undo(WriteSession& session, std::int64_t import, TimePoint now);

}  // namespace triand::store
