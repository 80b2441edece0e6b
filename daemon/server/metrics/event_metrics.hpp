#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <prometheus/metric_family.h>

#include "channels/outcome.hpp"
#include "daemon/domain/reason.hpp"

namespace triand::server {

// Counts what happens, for /metrics; what is, comes from the store when it is asked for (metrics_page.hpp). Labels are
// channels, reasons, routes: never a telephone, a name or a reference. Thread-safe.
class EventMetrics {
 public:
  EventMetrics();
  ~EventMetrics();
  EventMetrics(const EventMetrics&) = delete;
  EventMetrics& operator=(const EventMetrics&) = delete;

  // There is such a channel: its counters begin at nothing, so that the first of anything is a change.
  void channel(const std::string& name);
  // A delivery was handed over and answered.
  void attempt(const std::string& channel, channels::Verdict verdict, domain::Reason reason,
               std::chrono::milliseconds took);
  // A gateway's word came that a message was delivered, so long after it had taken it.
  void receipt(const std::string& channel, std::chrono::milliseconds delay);
  // A transaction was written to the disk.
  void commit(std::chrono::microseconds took);
  // Somebody was shown personal data in full.
  void revealed();
  // A password or a token was wrong.
  void log_in_failed();
  // Rows of a customer list, by what became of them: taken, rejected.
  void import_rows(std::string_view result, std::int64_t count);
  // A request was answered. `route` is the pattern, not the path; empty: none matched.
  void request(const std::string& route, unsigned status);

  [[nodiscard]] std::vector<prometheus::MetricFamily> collect() const;

 private:
  struct Families;
  std::unique_ptr<Families> families_;
};

}  // namespace triand::server
