#include "daemon/server/metrics/metrics_route.hpp"

#include <iterator>
#include <mutex>

#include "daemon/server/metrics/state_metrics.hpp"

namespace triand::server {
namespace {

constexpr const char* kContentType = "text/plain; version=0.0.4; charset=utf-8";

StateFigures read_figures(const ApiWorld& world) {
  StateFigures out;
  out.service = world.service();
  const auto reader = world.reader();
  out.deliveries = reader->delivery_figures();
  for (store::CampaignRow& row : reader->campaigns()) {
    if (row.state != "approved" && row.state != "running") continue;
    store::CampaignCounts counts = reader->counts(row.id);
    out.campaigns.push_back({std::move(row), std::move(counts)});
  }
  out.now = world.now();
  out.disk = disk_space(out.service.database);
  return out;
}

// Keeps what its counters have seen from look to look.
class MetricsPage {
 public:
  MetricsPage(const ApiWorld& world, std::shared_ptr<const EventMetrics> events)
      : world_(world), events_(std::move(events)) {}

  Response answer() {
    const StateFigures figures = read_figures(world_);
    std::vector<prometheus::MetricFamily> families;
    {
      std::lock_guard lock(mutex_);
      families = state_metrics(figures, followers_);
    }
    std::vector<prometheus::MetricFamily> happened = events_->collect();
    std::move(happened.begin(), happened.end(), std::back_inserter(families));
    return Response::text(metrics_page(families), kContentType);
  }

 private:
  const ApiWorld& world_;
  std::shared_ptr<const EventMetrics> events_;
  std::mutex mutex_;
  CounterFollower followers_;
};

}  // namespace

void add_metrics_route(Router& router, const ApiWorld& world, std::shared_ptr<const EventMetrics> events) {
  const auto page = std::make_shared<MetricsPage>(world, std::move(events));
  Route route;
  route.method = "GET";
  route.pattern = "/metrics";
  route.least = Role::viewer;
  route.runs = Runs::on_worker;
  route.open = Open::loopback;
  route.handler = [page](Request&) { return page->answer(); };
  router.add(std::move(route));
}

}  // namespace triand::server
