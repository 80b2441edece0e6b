#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <tuple>
#include <vector>

#include <boost/asio/any_io_executor.hpp>

#include "daemon/domain/delivery_state.hpp"
#include "daemon/receipts/message_inquiry.hpp"
#include "daemon/receipts/receipt_desk.hpp"
#include "daemon/store/reader_pool.hpp"
#include "daemon/store/writer.hpp"

namespace triand::receipts {

// What is to be watched: deliveries of one campaign and channel that stay in a state longer than its receipt may take.
struct WatchedQueue {
  std::int64_t campaign = 0;  // rows of the store
  std::int64_t channel = 0;
  domain::DeliveryState state = domain::DeliveryState::accepted;  // or in_doubt
  std::chrono::milliseconds timeout{};
  bool asks = false;  // the gateway can be asked first what became of each
  bool gives_up =
      true;  // false: no other channel would take over; it is asked, and nothing follows but its answer
};

// Finds deliveries whose receipt did not come in time and lets the leg's next channel take over. Where the gateway can be
// asked it is asked first: what has arrived has arrived, and what it could not be asked about waits for the next pass, but
// not longer than its time once more. A delivery that has no next channel stays as it is: about that the gateway is asked
// when its time is over, and once more when it is over twice. Works in pieces on the given executor, between which
// everything else goes on.
class ReceiptWatch {
 public:
  // `worker` runs one handler at a time and may wait for the disk; all of it outlives the watch's last piece.
  ReceiptWatch(boost::asio::any_io_executor worker, store::Writer& writer, store::ReaderPool& readers,
               ReceiptDesk::NextChannel next_channel, std::function<void(std::int64_t channel)> queued);

  using SteadyTime = std::chrono::steady_clock::time_point;
  // Asks a channel (row) about deliveries, without waiting; `done` is called on any thread.
  using Ask = std::function<void(std::int64_t channel, std::vector<Question> questions,
                                 std::function<void(std::vector<Answer>)> done)>;

  // Before the first look().
  void set_ask(Ask ask) { ask_ = std::move(ask); }

  // Begins a pass over these if none is under way and the last one is long enough ago. Both clocks now. One thread
  // calls this and deaf_until().
  void look(std::vector<WatchedQueue> queues, store::TimePoint now, SteadyTime steady);
  // Receipts could not be heard, or their times be believed, before then: the service was away or the clock was set.
  // Gateways repeat what was not taken, so nobody is given up before they had time to.
  void deaf_until(SteadyTime then) { hears_since_ = then; }

 private:
  struct Pass;
  // Up to where the gateway has answered for the deliveries of a queue, by when they changed last.
  struct Asked {
    store::TimePoint once;   // when their time was over
    store::TimePoint twice;  // and when it was over twice
  };
  using QueueName = std::tuple<std::int64_t, std::int64_t, domain::DeliveryState>;  // campaign, channel
  Asked& asked(const WatchedQueue& queue, store::TimePoint now);
  void go_on(const std::shared_ptr<Pass>& pass);
  void inquire(const std::shared_ptr<Pass>& pass, const std::vector<std::int64_t>& overdue);
  void settle(const std::shared_ptr<Pass>& pass, std::vector<std::int64_t> overdue,
              std::vector<Answer> arrived);
  void end(const Pass& pass);

  boost::asio::any_io_executor worker_;
  store::Writer& writer_;
  store::ReaderPool& readers_;
  ReceiptDesk::NextChannel next_channel_;
  std::function<void(std::int64_t channel)> queued_;
  Ask ask_;
  std::map<QueueName, Asked> asked_;  // worker
  std::atomic<bool> busy_{false};
  std::atomic<SteadyTime> next_pass_{};
  SteadyTime hears_since_{};
};

}  // namespace triand::receipts
