#include "daemon/store/checkpointer.hpp"

#include <algorithm>

#include <sqlite3.h>

namespace triand::store {
namespace {

using namespace std::chrono_literals;

constexpr auto kQuiet = 2s;

}  // namespace

Checkpointer::Checkpointer(SQLite::Database& database)
    : database_(database),
      busy_timeout_ms_(database.execAndGet("PRAGMA busy_timeout").getInt()),
      step_(database.execAndGet("PRAGMA wal_autocheckpoint").getInt()),
      due_at_(step_),
      quiet_since_(std::chrono::steady_clock::now()) {
  sqlite3_wal_hook(database_.getHandle(), committed, this);
}

Checkpointer::~Checkpointer() { sqlite3_wal_hook(database_.getHandle(), nullptr, nullptr); }

int Checkpointer::committed(void* self, sqlite3*, const char*, int pages) {
  auto& checkpointer = *static_cast<Checkpointer*>(self);
  if (pages < checkpointer.pages_) checkpointer.due_at_ = checkpointer.step_;  // begun again from its start
  checkpointer.pages_ = pages;
  checkpointer.fresh_ = true;
  return SQLITE_OK;
}

std::string Checkpointer::keep(SteadyTime now) {
  if (fresh_) quiet_since_ = now;
  fresh_ = false;
  if (distrusted_ || pages_ == 0) return {};
  if (pages_ >= due_at_) return take_in(SQLITE_CHECKPOINT_PASSIVE);
  if (now - quiet_since_ < kQuiet) return {};
  quiet_since_ = now;
  return take_in(SQLITE_CHECKPOINT_TRUNCATE);
}

bool Checkpointer::empty(std::string& trouble) {
  if (distrusted_) return false;
  trouble = take_in(SQLITE_CHECKPOINT_TRUNCATE);
  return pages_ == 0 && trouble.empty();
}

std::string Checkpointer::take_in(int mode) {
  sqlite3* handle = database_.getHandle();
  // Nobody waits for a reader here: what it holds back is taken in later.
  sqlite3_busy_timeout(handle, 0);
  const int result = sqlite3_wal_checkpoint_v2(handle, nullptr, mode, nullptr, nullptr);
  const int trouble = sqlite3_extended_errcode(handle);
  const std::string words = result == SQLITE_OK ? std::string() : sqlite3_errmsg(handle);
  sqlite3_busy_timeout(handle, busy_timeout_ms_);
  if (result == SQLITE_OK && mode == SQLITE_CHECKPOINT_TRUNCATE) pages_ = 0;
  // Where somebody still reads it, it is tried again soon: the log begins anew when all of it is in the database and nobody
  // reads it, and grows until then.
  due_at_ = std::max(step_, pages_ + std::max(step_ / 8, 1));
  if ((result & 0xFF) != SQLITE_IOERR) return {};
  distrusted_ = true;
  sqlite3_db_config(handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
  return words + " (" + std::to_string(trouble) + ")";
}

}  // namespace triand::store
