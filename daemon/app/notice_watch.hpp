#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>

#include <boost/asio/any_io_executor.hpp>

#include "channels/channel.hpp"
#include "daemon/domain/reason.hpp"
#include "daemon/store/reader_pool.hpp"
#include "daemon/store/writer.hpp"

namespace triand::app {

// Takes notices back of customers who must not be written to any more (erased, opted out or suppressed after they were
// written to), and of campaigns that are older than they may be kept. When something has changed it looks through all
// notices that stand, in pieces between which everything else goes on; what is to be taken back is on disk first, then
// its portal is told, until it has accepted that. Each portal is told for itself: one that is away, or refuses, holds up
// no other, and a notice that it refuses holds up none behind it.
class NoticeWatch {
 public:
  using SteadyTime = std::chrono::steady_clock::time_point;
  // Why the customer must not have that notice, or none. Called on the worker.
  using Judge =
      std::function<domain::Reason(const store::NoticeRow& notice, const domain::Customer& customer)>;
  // Hands it to the channel of that row; `done` comes from any thread. Called on the worker.
  using Tell = std::function<void(std::int64_t channel, channels::Withdrawal withdrawal,
                                  channels::Channel::Done done)>;

  // Channels that can take back, by the store's row, with their names.
  using Channels = std::map<std::int64_t, std::string>;

  // `worker` runs one handler at a time and may wait for the disk; all of it outlives the watch's last piece. What
  // cannot be done is written to `trouble`, to be tried again.
  NoticeWatch(boost::asio::any_io_executor worker, store::Writer& writer, store::ReaderPool& readers,
              const Channels& channels, Judge judge, Tell tell,
              std::function<void(const std::string&)> trouble);

  // Customers or suppressions have changed. Any thread.
  void something_changed() { changed_ = true; }
  // A campaign is older than it may be kept: what stands of it is taken back. True once no portal is left to be told of
  // anything of it. Any thread.
  [[nodiscard]] bool end_campaign(std::int64_t campaign);
  // Goes on where there is something to do. One thread calls this, now and then.
  void look(SteadyTime now);

 private:
  // Later each time that something goes wrong.
  struct BackOff {
    static constexpr std::chrono::seconds kFirst{5};
    static constexpr std::chrono::seconds kLongest{300};
    SteadyTime not_before{};
    std::chrono::seconds wait = kFirst;

    void failed(SteadyTime now);
    void went_well() { wait = kFirst; }
  };
  // One channel's withdrawals that its portal is still to be told.
  struct Line {
    std::string name;
    std::int64_t after = 0;  // the cursor of the last one that was told, refused or not
    bool under_way = false;  // the portal is being told
    BackOff back_off;
  };
  struct Round;

  void begin(SteadyTime now);
  // All notices that stand behind `after`, each piece in a turn of its own; then the portals are told.
  void look_through(SteadyTime now, std::int64_t after);
  // One piece of them against what is known now; the cursor it ends at, if there may be more.
  std::optional<std::int64_t> take_back(std::int64_t after);
  void tell_all(SteadyTime now);
  void failed(SteadyTime now, const std::exception& fault);
  // Tells a portal what it does not know yet, so much at once.
  void tell(std::int64_t channel, Line& line, SteadyTime now);
  void told(const std::shared_ptr<Round>& round, const store::NoticeRow& notice,
            const channels::Outcome& outcome);
  void end(Line& line, bool all_well);

  boost::asio::any_io_executor worker_;
  store::Writer& writer_;
  store::ReaderPool& readers_;
  Judge judge_;
  Tell tell_;
  std::function<void(const std::string&)> trouble_;
  std::mutex mutex_;
  std::set<std::int64_t> ended_;     // campaigns that are too old
  std::atomic<bool> changed_{true};  // while the service was away, something may have
  std::atomic<bool> untold_{true};   // of some channel
  std::atomic<bool> busy_{false};
  BackOff disk_;                        // worker
  std::map<std::int64_t, Line> lines_;  // worker; by channel, never one more or less
};

}  // namespace triand::app
