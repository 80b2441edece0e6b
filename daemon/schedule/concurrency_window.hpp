#pragma once

#include <cstdint>

namespace triand::schedule {

// How many envelopes may be on their way to one gateway at once. Begins small, grows by 1/N with each success (by one
// for each window's worth), shrinks by one with each failure, and is never below one nor above the configured maximum:
// the concurrency window of Postfix (SCHEDULER_README). A failure here is the gateway's own (no connection, time-out,
// out of order), never a recipient's. Not thread-safe.
class ConcurrencyWindow {
 public:
  static constexpr std::int64_t kFirst = 5;  // Postfix's initial_destination_concurrency

  // `first` is for channels that have to hold many from the start (a letter batch).
  explicit ConcurrencyWindow(std::int64_t maximum, std::int64_t first = kFirst);

  [[nodiscard]] std::int64_t limit() const;
  // How many more may leave when that many are on their way.
  [[nodiscard]] std::int64_t room(std::int64_t in_flight) const;

  void succeeded();
  void failed();
  void set_maximum(std::int64_t maximum);

 private:
  double maximum_;
  double window_;
};

}  // namespace triand::schedule
