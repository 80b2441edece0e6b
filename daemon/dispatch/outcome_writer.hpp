#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include <boost/asio/any_io_executor.hpp>

#include "daemon/domain/reason.hpp"
#include "daemon/store/record.hpp"
#include "daemon/store/writer.hpp"

namespace triand::dispatch {

// Writes what became of a lane's deliveries. Everything is written in the end, however long the disk refuses: what a
// gateway was given is never forgotten. Network thread; `done` comes back there.
class OutcomeWriter {
 public:
  // `channel`: the store's row. The writer outlives it.
  OutcomeWriter(boost::asio::any_io_executor executor, store::Writer& writer, std::int64_t channel)
      : executor_(std::move(executor)), writer_(writer), channel_(channel) {}

  // `resend_at`: a doubt is sent again then, by the channel's policy.
  void record(store::AttemptRecord record, std::optional<store::TimePoint> resend_at,
              std::function<void(const store::Recorded&)> done);
  // The channel sends nothing more until somebody resumes it.
  void stop_channel(domain::Reason reason, std::string detail, store::TimePoint at);
  // The campaign sends nothing more by this channel until somebody resumes it.
  void stop_template(std::int64_t campaign, std::string why, store::TimePoint at);

 private:
  boost::asio::any_io_executor executor_;
  store::Writer& writer_;
  std::int64_t channel_;
};

}  // namespace triand::dispatch
