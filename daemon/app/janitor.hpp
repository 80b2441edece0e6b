#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <string>

#include <boost/asio/thread_pool.hpp>

#include "daemon/app/log.hpp"
#include "daemon/app/settings.hpp"
#include "daemon/domain/subject_hash.hpp"
#include "daemon/schedule/time_zone.hpp"
#include "daemon/store/reader_pool.hpp"
#include "daemon/store/report_rows.hpp"
#include "daemon/store/writer.hpp"

namespace triand::app {

// Removes what is older than its retention, on a thread of its own and in short transactions with a pause behind each,
// so that sending goes on: deliveries and recipients of campaigns that are over go into their archive (a signed document,
// the closing report's figures, and keyed hashes of who was written to), customers whom no list names any more go, and
// with them what customers were before, words that name no delivery, and the rejects of lists. What that frees is given
// back to the disk. Wherever it is stopped it goes on the next time.
class Janitor {
 public:
  // `spool`: the folder where the rejects of lists lie.
  Janitor(Retention retention, std::string spool, store::Writer& writer, store::ReaderPool& readers,
          const schedule::TimeZone& zone, const domain::SubjectHash& hash, EventLog log);
  ~Janitor();  // stop()
  Janitor(const Janitor&) = delete;
  Janitor& operator=(const Janitor&) = delete;

  // Takes back what portals have of a campaign (row); true once they know.
  using NoticesGone = std::function<bool(std::int64_t campaign)>;
  // Before the first look(), where there are portals.
  void set_notices_gone(NoticesGone notices_gone) { notices_gone_ = std::move(notices_gone); }

  // Looks whether something is due, now and then; `clock_set`: at once. Returns at once. Network thread.
  void look(std::chrono::steady_clock::time_point now, bool clock_set = false);
  // Ends after the transaction under way. Idempotent.
  void stop();

 private:
  void work(store::TimePoint now);
  [[nodiscard]] bool archive_campaigns(store::TimePoint now);
  void archive(store::Reader& reader, const store::CampaignRow& campaign, store::TimePoint now);
  [[nodiscard]] bool remove_customers(store::TimePoint now);
  void remove_strays(store::TimePoint now);
  void remove_former_values(store::TimePoint now);
  void give_back();
  // One transaction, then as long a pause as it took; false: stop.
  bool step(const std::function<void(store::WriteSession&)>& piece);

  const Retention retention_;
  const std::string spool_;
  store::Writer& writer_;
  store::ReaderPool& readers_;
  const schedule::TimeZone& zone_;
  const domain::SubjectHash hash_;
  EventLog log_;
  NoticesGone notices_gone_ = [](std::int64_t) { return true; };
  std::optional<std::chrono::steady_clock::time_point> looked_at_;
  std::atomic<bool> busy_{false};
  std::atomic<bool> stopping_{false};
  std::mutex mutex_;
  std::condition_variable stopped_;
  boost::asio::thread_pool thread_{1};  // last: joined before anything it uses goes
};

}  // namespace triand::app
