#include "daemon/server/metrics/metrics_route.hpp"

#include <charconv>
#include <iterator>
#include <map>
#include <mutex>
#include <optional>
#include <tuple>

#include "daemon/schedule/local_time.hpp"
#include "daemon/server/metrics/state_metrics.hpp"
#include "daemon/store/backup.hpp"
#include "daemon/store/library_memory.hpp"
#include "daemon/store/time.hpp"

namespace triand::server {
namespace {

constexpr const char* kContentType = "text/plain; version=0.0.4; charset=utf-8";

// Simulating a campaign takes milliseconds, and changes little from one look to the next.
constexpr auto kForecastKept = std::chrono::minutes(1);

struct KeptForecast {
  std::chrono::system_clock::time_point at;
  std::map<std::string, std::pair<std::optional<std::chrono::system_clock::time_point>, std::int64_t>>
      by_campaign;
};

KeptForecast forecast(const ApiWorld& world, store::Reader& reader, const std::vector<CampaignNow>& campaigns,
                      std::chrono::system_clock::time_point now) {
  KeptForecast out{now, {}};
  if (!world.forecaster) return out;
  const auto of = world.forecaster();
  for (const CampaignNow& campaign : campaigns) {
    const boost::json::object told = of(reader, campaign.row, false);
    auto& [finishes_at, shortfall] = out.by_campaign[campaign.row.name];
    if (const auto* time = told.if_contains("finishes_at"); time != nullptr && time->is_string())
      finishes_at = schedule::read_local_time(std::string(time->get_string()));
    if (const auto* left = told.if_contains("shortfall"); left != nullptr && left->is_number())
      shortfall = left->to_number<std::int64_t>();
  }
  return out;
}

std::optional<std::chrono::system_clock::time_point> last_backup(store::Reader& reader) {
  const std::string kept = reader.kept_value(store::kLastBackup);
  std::int64_t ms = 0;
  const auto [end, error] = std::from_chars(kept.data(), kept.data() + kept.size(), ms);
  if (error != std::errc{} || end == kept.data()) return std::nullopt;
  return store::from_ms(ms);
}

// Keeps what its counters have seen from look to look.
class MetricsPage {
 public:
  MetricsPage(const ApiWorld& world, std::shared_ptr<const EventMetrics> events)
      : world_(world), events_(std::move(events)) {}

  Response answer() {
    StateFigures figures;
    figures.service = world_.service();
    figures.now = world_.now();
    figures.disk = disk_space(figures.service.database);
    std::vector<prometheus::MetricFamily> families;
    {
      std::lock_guard lock(mutex_);
      read(figures);
      // Behind the reading: what was read is held, and is more with each campaign that is kept.
      figures.database_memory = store::library_memory();
      families = state_metrics(figures, followers_);
    }
    std::vector<prometheus::MetricFamily> happened = events_->collect();
    std::move(happened.begin(), happened.end(), std::back_inserter(families));
    return Response::text(metrics_page(families), kContentType);
  }

 private:
  void read(StateFigures& out) {
    const auto reader = world_.reader();
    out.deliveries = reader->delivery_figures();
    out.backed_up_at = last_backup(*reader);
    for (store::CampaignRow& row : reader->campaigns()) {
      if (row.state != "approved" && row.state != "running") continue;
      CampaignNow figures{.row = std::move(row), .counts = {}};
      figures.counts = reader->counts(figures.row.id);
      for (const auto& [channel, since] : reader->waiting_since(figures.row.id, out.now))
        if (world_.open_time)
          figures.oldest[channel] = world_.open_time(figures.row, channel, since, out.now);
      out.campaigns.push_back(std::move(figures));
    }
    if (out.now - kept_.at >= kForecastKept || out.now < kept_.at)
      kept_ = forecast(world_, *reader, out.campaigns, out.now);
    for (CampaignNow& campaign : out.campaigns)
      if (const auto known = kept_.by_campaign.find(campaign.row.name); known != kept_.by_campaign.end())
        std::tie(campaign.finishes_at, campaign.shortfall) = known->second;
  }

  const ApiWorld& world_;
  std::shared_ptr<const EventMetrics> events_;
  std::mutex mutex_;
  CounterFollower followers_;
  KeptForecast kept_;
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
