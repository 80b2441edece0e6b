#include "daemon/app/integrity_watch.hpp"

#include <utility>

#include <boost/asio/post.hpp>

#include "daemon/store/database.hpp"

namespace triand::app {

IntegrityWatch::IntegrityWatch(std::string database, EventLog log,
                               std::function<void(const std::string&)> damaged) {
  boost::asio::post(thread_, [this, database = std::move(database), log, damaged = std::move(damaged)] {
    try {
      const std::string wrong = store::check_everything(database, [this] { return !stopping_; });
      if (stopping_) return;
      if (wrong.empty()) return log.info("integrity_checked", "every page of the database is whole");
      log.error("database_damaged", wrong);
      damaged(wrong);
    } catch (const std::exception& error) {
      log.warning("integrity_unknown", error.what());
    }
  });
}

IntegrityWatch::~IntegrityWatch() {
  stopping_ = true;
  thread_.join();
}

}  // namespace triand::app
