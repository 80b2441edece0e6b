#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include <boost/asio/any_io_executor.hpp>

#include "channels/channel.hpp"
#include "daemon/domain/reason.hpp"
#include "daemon/store/reader_pool.hpp"
#include "daemon/store/writer.hpp"

namespace triand::app {

// Takes notices back of customers who must not be written to any more: erased, opted out or suppressed after they were
// written to. When something has changed it looks through all notices that stand, in pieces between which everything else
// goes on; what is to be taken back is on disk first, then its portal is told, until it knows.
class NoticeWatch {
 public:
  using SteadyTime = std::chrono::steady_clock::time_point;
  // Why the customer must not have that notice, or none. Called on the worker.
  using Judge =
      std::function<domain::Reason(const store::NoticeRow& notice, const domain::Customer& customer)>;
  // Hands it to the channel of that row; `done` comes from any thread. Called on the worker.
  using Tell = std::function<void(std::int64_t channel, channels::Withdrawal withdrawal,
                                  channels::Channel::Done done)>;

  // `worker` runs one handler at a time and may wait for the disk; all of it outlives the watch's last piece. What
  // cannot be done is written to `trouble`, to be tried again.
  NoticeWatch(boost::asio::any_io_executor worker, store::Writer& writer, store::ReaderPool& readers,
              Judge judge, Tell tell, std::function<void(const std::string&)> trouble);

  // Customers or suppressions have changed. Any thread.
  void something_changed() { changed_ = true; }
  // Goes on where there is something to do. One thread calls this, now and then.
  void look(SteadyTime now);

 private:
  struct Round;

  void work();
  // Every notice that stands against what is known now.
  void take_back();
  // Tells portals what they do not know yet, so much at once.
  void tell();
  void told(const std::shared_ptr<Round>& round, const store::NoticeRow& notice,
            const channels::Outcome& outcome);
  void end(bool all_well);

  boost::asio::any_io_executor worker_;
  store::Writer& writer_;
  store::ReaderPool& readers_;
  Judge judge_;
  Tell tell_;
  std::function<void(const std::string&)> trouble_;
  std::atomic<bool> changed_{true};  // while the service was away, something may have
  std::atomic<bool> untold_{true};
  std::atomic<bool> busy_{false};
  std::atomic<SteadyTime> not_before_{};
  std::chrono::seconds wait_;  // worker: after the next failure
};

}  // namespace triand::app
