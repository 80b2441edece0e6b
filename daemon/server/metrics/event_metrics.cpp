#include "daemon/server/metrics/event_metrics.hpp"

#include <prometheus/counter.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>

namespace triand::server {
namespace {

using prometheus::Counter;
using prometheus::Family;
using prometheus::Histogram;

const Histogram::BucketBoundaries kReceiptSeconds = {1, 5, 15, 60, 300, 900, 3600, 14400, 43200, 86400};
const Histogram::BucketBoundaries kCommitSeconds = {0.0005, 0.001, 0.0025, 0.005, 0.01,
                                                    0.025,  0.05,  0.1,    0.5,   2};
const Histogram::BucketBoundaries kRequestSeconds = {0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30};

std::string word(channels::Verdict verdict) {
  switch (verdict) {
    case channels::Verdict::accepted:
      return "accepted";
    case channels::Verdict::deferred:
      return "deferred";
    case channels::Verdict::rejected:
      return "rejected";
    case channels::Verdict::in_doubt:
      break;
  }
  return "in_doubt";
}

}  // namespace

struct EventMetrics::Families {
  prometheus::Registry registry;
  Family<Counter>& attempts = prometheus::BuildCounter()
                                  .Name("triand_attempts_total")
                                  .Help("Messages handed to a gateway, by how that ended")
                                  .Register(registry);
  Family<Counter>& failures = prometheus::BuildCounter()
                                  .Name("triand_attempt_failures_total")
                                  .Help("Messages that a gateway did not take, by reason")
                                  .Register(registry);
  Family<Histogram>& durations = prometheus::BuildHistogram()
                                     .Name("triand_channel_request_duration_seconds")
                                     .Help("From handing a message over to the gateway's answer")
                                     .Register(registry);
  Family<Histogram>& delays = prometheus::BuildHistogram()
                                  .Name("triand_receipt_delay_seconds")
                                  .Help("From the gateway's answer to its word that it was delivered")
                                  .Register(registry);
  Histogram& commits = prometheus::BuildHistogram()
                           .Name("triand_db_commit_duration_seconds")
                           .Help("Until a transaction is on the disk")
                           .Register(registry)
                           .Add({}, kCommitSeconds);
  Counter& reveals = prometheus::BuildCounter()
                         .Name("triand_pii_reveals_total")
                         .Help("How often somebody was shown personal data in full")
                         .Register(registry)
                         .Add({});
  Counter& log_ins_failed = prometheus::BuildCounter()
                                .Name("triand_login_failures_total")
                                .Help("Wrong passwords and API tokens that were refused")
                                .Register(registry)
                                .Add({});
  Family<Counter>& rows = prometheus::BuildCounter()
                              .Name("triand_import_rows_total")
                              .Help("Rows of customer lists, by what became of them")
                              .Register(registry);
  Family<Counter>& requests = prometheus::BuildCounter()
                                  .Name("triand_http_requests_total")
                                  .Help("HTTP requests answered, by route and status")
                                  .Register(registry);
};

EventMetrics::EventMetrics() : families_(std::make_unique<Families>()) {}
EventMetrics::~EventMetrics() = default;

void EventMetrics::attempt(const std::string& channel, channels::Verdict verdict, domain::Reason reason,
                           std::chrono::milliseconds took) {
  const prometheus::Labels labels = {{"channel", channel}, {"outcome", word(verdict)}};
  families_->attempts.Add(labels).Increment();
  families_->durations.Add(labels, kRequestSeconds).Observe(std::chrono::duration<double>(took).count());
  if (reason != domain::Reason::none)
    families_->failures.Add({{"channel", channel}, {"reason", std::string(domain::to_string(reason))}})
        .Increment();
}

void EventMetrics::channel(const std::string& name) {
  families_->attempts.Add({{"channel", name}, {"outcome", word(channels::Verdict::accepted)}});
}

void EventMetrics::receipt(const std::string& channel, std::chrono::milliseconds delay) {
  families_->delays.Add({{"channel", channel}}, kReceiptSeconds)
      .Observe(std::chrono::duration<double>(delay).count());
}

void EventMetrics::commit(std::chrono::microseconds took) {
  families_->commits.Observe(std::chrono::duration<double>(took).count());
}

void EventMetrics::revealed() { families_->reveals.Increment(); }

void EventMetrics::log_in_failed() { families_->log_ins_failed.Increment(); }

void EventMetrics::import_rows(std::string_view result, std::int64_t count) {
  families_->rows.Add({{"result", std::string(result)}}).Increment(static_cast<double>(count));
}

void EventMetrics::request(const std::string& route, unsigned status) {
  families_->requests.Add({{"route", route.empty() ? "none" : route}, {"code", std::to_string(status)}})
      .Increment();
}

std::vector<prometheus::MetricFamily> EventMetrics::collect() const { return families_->registry.Collect(); }

}  // namespace triand::server
