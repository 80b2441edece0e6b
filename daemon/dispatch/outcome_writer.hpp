#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/any_io_executor.hpp>

#include "daemon/domain/reason.hpp"
#include "daemon/schedule/moment.hpp"
#include "daemon/store/record.hpp"
#include "daemon/store/suppression_desk.hpp"
#include "daemon/store/writer.hpp"

namespace triand::dispatch {

// Writes what became of a lane's deliveries, those of one turn of the loop together. Everything is written in the end,
// however long the disk refuses: what a gateway was given is never forgotten. Network thread; `done` comes back there.
class OutcomeWriter {
 public:
  struct Outcome {
    store::AttemptRecord record;
    std::optional<store::TimePoint> resend_at;  // a doubt is sent again then, by the channel's policy
    std::function<void(const store::Recorded&)> done;
  };

  // `channel`: the store's row. `suppressions`: where an address that the gateway says does not exist is suppressed with
  // the outcome; null: nowhere. Both outlive this, and the writer.
  OutcomeWriter(boost::asio::any_io_executor executor, store::Writer& writer, std::int64_t channel,
                store::SuppressionDesk* suppressions = nullptr)
      : executor_(std::move(executor)), writer_(writer), channel_(channel), suppressions_(suppressions) {}
  // Writes what is still kept; its `done` is not called any more.
  ~OutcomeWriter();
  OutcomeWriter(const OutcomeWriter&) = delete;
  OutcomeWriter& operator=(const OutcomeWriter&) = delete;

  // Kept until write(). `done` is called once it is on disk, not after the end of this object.
  void record(Outcome outcome);
  // Writes what is kept, and `claim` after it in the same transaction: what a claim takes never adds to what has come
  // back already.
  void write(std::optional<store::Writer::Job> claim = std::nullopt);
  // Called once it is on disk, with a time behind that; not after the end of this object.
  using Written = std::function<void(schedule::SteadyTime)>;
  // The channel sends nothing more until somebody resumes it.
  void stop_channel(domain::Reason reason, std::string detail, store::TimePoint at, Written written);
  // The campaign sends nothing more by this channel until somebody resumes it.
  void stop_template(std::int64_t campaign, std::string why, store::TimePoint at, Written written);

 private:
  using Batch = std::vector<Outcome>;

  [[nodiscard]] store::Writer::Job job_of(std::shared_ptr<Batch> batch);
  // What tells `written` of it from the writer's thread.
  [[nodiscard]] store::Writer::Done told(Written written);

  boost::asio::any_io_executor executor_;
  store::Writer& writer_;
  std::int64_t channel_;
  store::SuppressionDesk* suppressions_;
  Batch kept_;
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace triand::dispatch
