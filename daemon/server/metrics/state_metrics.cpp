#include "daemon/server/metrics/state_metrics.hpp"

#include <sys/statvfs.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <sstream>

#include <prometheus/text_serializer.h>

#include "daemon/domain/hold_reason.hpp"

namespace triand::server {
namespace {

using domain::DeliveryState;
using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;
using Labels = std::vector<ClientMetric::Label>;

double seconds(std::chrono::system_clock::time_point time) {
  return std::chrono::duration<double>(time.time_since_epoch()).count();
}

MetricFamily family(std::string name, std::string help, MetricType type = MetricType::Gauge) {
  MetricFamily out;
  out.name = std::move(name);
  out.help = std::move(help);
  out.type = type;
  return out;
}

void add(MetricFamily& to, Labels labels, double value) {
  ClientMetric metric;
  metric.label = std::move(labels);
  (to.type == MetricType::Counter ? metric.counter.value : metric.gauge.value) = value;
  to.metric.push_back(std::move(metric));
}

MetricFamily single(std::string name, std::string help, double value, MetricType type = MetricType::Gauge) {
  MetricFamily out = family(std::move(name), std::move(help), type);
  add(out, {}, value);
  return out;
}

void add_service(const StateFigures& figures, std::vector<MetricFamily>& out) {
  const ServiceNow& service = figures.service;
  out.push_back(family("triand_build_info", "What runs"));
  add(out.back(), {{"version", service.version}, {"commit", service.commit}}, 1);
  out.push_back(
      single("triand_start_timestamp_seconds", "When the service began", seconds(service.started_at)));
  out.push_back(
      single("triand_recording", "1: what happens can be recorded; 0: nothing is sent", service.recording));
  out.push_back(
      single("triand_adopted", "0: the database was copied or restored, nothing is sent", service.adopted));
  out.push_back(single("triand_receipts_refused_total", "Receipts that did not prove where they came from",
                       static_cast<double>(service.receipts_refused), MetricType::Counter));
  if (figures.backed_up_at)
    out.push_back(single("triand_backup_last_success_timestamp_seconds", "When the last good backup was made",
                         seconds(*figures.backed_up_at)));
  out.push_back(
      single("triand_db_size_bytes", "The database and its log", static_cast<double>(figures.disk.database)));
  out.push_back(single("triand_db_memory_bytes",
                       "Memory that SQLite holds, nearly all of it pages of the database",
                       static_cast<double>(figures.database_memory)));
  out.push_back(
      single("triand_disk_size_bytes", "The disk of the database", static_cast<double>(figures.disk.size)));
  out.push_back(
      single("triand_disk_free_bytes", "What is left of it", static_cast<double>(figures.disk.free)));
}

// Of `100/s`, `20/min`: messages a second; 0: unlimited.
double per_second(const std::string& rate) {
  const std::size_t slash = rate.find('/');
  if (slash == std::string::npos) return 0;
  const std::string unit = rate.substr(slash + 1);
  const double each = unit == "s" ? 1 : unit == "min" ? 60 : unit == "h" ? 3600 : 86400;
  return std::stod(rate.substr(0, slash)) / each;
}

void add_channels(const ServiceNow& service, std::vector<MetricFamily>& out) {
  MetricFamily paused = family("triand_channel_paused", "1: somebody has paused the channel");
  MetricFamily stopped = family("triand_channel_stopped", "1: the channel needs a person");
  MetricFamily rate = family("triand_channel_rate_limit_per_second", "As configured; 0: unlimited");
  for (const ChannelNow& channel : service.channels) {
    add(paused, {{"channel", channel.name}}, channel.state == "paused");
    add(stopped, {{"channel", channel.name}}, channel.state == "stopped");
    add(rate, {{"channel", channel.name}}, per_second(channel.rate));
  }
  out.push_back(std::move(paused));
  out.push_back(std::move(stopped));
  out.push_back(std::move(rate));
}

// Why what is queued does not move: by itself later (`scheduled`), not before somebody does something (`held`), or for
// nothing that lasts (`ready`).
const char* state_of(const std::string& hold) {
  const auto reason = domain::hold_reason_from(hold);
  switch (reason.value_or(domain::HoldReason::none)) {
    case domain::HoldReason::window_not_open:
    case domain::HoldReason::outside_hours:
    case domain::HoldReason::window_closed:
    case domain::HoldReason::daily_quota:
    case domain::HoldReason::retry_later:
    case domain::HoldReason::paced:
    case domain::HoldReason::canary:
      return "scheduled";
    case domain::HoldReason::paused:
    case domain::HoldReason::channel_stopped:
    case domain::HoldReason::not_authorized:
    case domain::HoldReason::template_stopped:
    case domain::HoldReason::budget_spent:
    case domain::HoldReason::failure_rate:
    case domain::HoldReason::not_adopted:
      return "held";
    default:
      return "ready";
  }
}

// Of a hold that is not one unit's: those hold a part only, and the rest moves.
std::string hold_of(const ServiceNow& service, const std::string& campaign, const std::string& channel) {
  for (const HoldNow& hold : service.holds)
    if (hold.campaign == campaign && hold.channel == channel && hold.unit.empty()) return hold.reason;
  return {};
}

void add_queues(const StateFigures& figures, std::vector<MetricFamily>& out) {
  MetricFamily queue =
      family("triand_queue_messages", "Messages of campaigns under way that wait or are on their way");
  for (const ChannelNow& channel : figures.service.channels) {
    std::map<std::string, std::int64_t> waiting = {
        {"inflight", 0}, {"held", 0}, {"scheduled", 0}, {"ready", 0}};
    for (const CampaignNow& campaign : figures.campaigns) {
      const auto of = campaign.counts.channels.find(channel.name);
      if (of == campaign.counts.channels.end()) continue;
      const bool stands = channel.state == "paused" || channel.state == "stopped";
      const char* state =
          stands ? "held" : state_of(hold_of(figures.service, campaign.row.name, channel.name));
      for (const auto& [delivery, count] : of->second) {
        if (delivery == DeliveryState::queued) waiting[state] += count;
        if (delivery == DeliveryState::sending) waiting["inflight"] += count;
      }
    }
    for (const auto& [state, count] : waiting)
      add(queue, {{"channel", channel.name}, {"state", state}}, static_cast<double>(count));
  }
  out.push_back(std::move(queue));
}

// 0 where nothing waits: a series that is gone looks like a service that is.
void add_oldest(const StateFigures& figures, std::vector<MetricFamily>& out) {
  MetricFamily oldest = family("triand_queue_oldest_seconds",
                               "How long the oldest message has waited in hours in which it might have gone");
  for (const CampaignNow& campaign : figures.campaigns)
    for (const auto& [channel, counts] : campaign.counts.channels) {
      const auto waits = campaign.oldest.find(channel);
      const auto age = waits == campaign.oldest.end() ? std::chrono::milliseconds(0) : waits->second;
      add(oldest, {{"campaign", campaign.row.name}, {"channel", channel}},
          std::chrono::duration<double>(age).count());
    }
  out.push_back(std::move(oldest));
}

void add_deliveries(const StateFigures& figures, std::vector<MetricFamily>& out) {
  MetricFamily now = family("triand_deliveries", "Deliveries by the state they are in");
  for (const store::DeliveryFigure& figure : figures.deliveries)
    add(now,
        {{"channel", figure.channel},
         {"unit", figure.unit},
         {"state", std::string(domain::to_string(figure.state))}},
        static_cast<double>(figure.count));
  out.push_back(std::move(now));
}

// What is delivered was accepted before.
void add_messages(const StateFigures& figures, CounterFollower& followers, std::vector<MetricFamily>& out) {
  std::map<std::array<std::string, 3>, std::int64_t> counts;
  for (const store::DeliveryFigure& figure : figures.deliveries) {
    const auto count = [&](const char* state) {
      counts[{figure.channel, figure.unit, state}] += figure.count;
    };
    if (figure.state == DeliveryState::failed) count("failed");
    if (figure.state == DeliveryState::delivered) count("delivered");
    if (figure.state == DeliveryState::delivered || figure.state == DeliveryState::accepted)
      count("accepted");
  }
  MetricFamily events =
      family("triand_messages_total", "Messages by what became of them since the service began",
             MetricType::Counter);
  for (const auto& [key, count] : counts)
    add(events, {{"channel", key[0]}, {"unit", key[1]}, {"state", key[2]}},
        followers.follow(key[0] + '\n' + key[1] + '\n' + key[2], count));
  followers.looked();
  out.push_back(std::move(events));
}

void add_campaigns(const StateFigures& figures, std::vector<MetricFamily>& out) {
  MetricFamily end =
      family("triand_campaign_window_end_timestamp_seconds", "When the campaign's window closes");
  MetricFamily eta = family("triand_campaign_eta_seconds", "Until the campaign is through, as forecast");
  MetricFamily shortfall =
      family("triand_campaign_shortfall", "Messages that will not fit into the window, as forecast");
  MetricFamily people = family("triand_campaign_recipients", "Recipients of campaigns under way, by bucket");
  for (const CampaignNow& campaign : figures.campaigns) {
    add(end, {{"campaign", campaign.row.name}}, seconds(campaign.row.closes_at));
    if (campaign.finishes_at)
      add(eta, {{"campaign", campaign.row.name}},
          std::max(0.0, seconds(*campaign.finishes_at) - seconds(figures.now)));
    add(shortfall, {{"campaign", campaign.row.name}}, static_cast<double>(campaign.shortfall));
    for (const auto& [bucket, count] : campaign.counts.recipients)
      add(people, {{"campaign", campaign.row.name}, {"state", std::string(domain::to_string(bucket))}},
          static_cast<double>(count));
  }
  out.push_back(std::move(end));
  out.push_back(std::move(eta));
  out.push_back(std::move(shortfall));
  out.push_back(std::move(people));
}

}  // namespace

DiskSpace disk_space(const std::string& database) {
  DiskSpace out;
  struct statvfs disk {};
  if (::statvfs(database.c_str(), &disk) == 0) {
    out.size = static_cast<std::uint64_t>(disk.f_blocks) * disk.f_frsize;
    out.free = static_cast<std::uint64_t>(disk.f_bavail) * disk.f_frsize;
  }
  for (const char* suffix : {"", "-wal", "-shm"}) {
    std::error_code error;
    const auto size = std::filesystem::file_size(database + suffix, error);
    if (!error) out.database += size;
  }
  return out;
}

std::vector<MetricFamily> state_metrics(const StateFigures& figures, CounterFollower& followers) {
  std::vector<MetricFamily> out;
  add_service(figures, out);
  add_channels(figures.service, out);
  add_queues(figures, out);
  add_oldest(figures, out);
  add_deliveries(figures, out);
  add_messages(figures, followers, out);
  add_campaigns(figures, out);
  std::erase_if(out, [](const MetricFamily& one) { return one.metric.empty(); });
  return out;
}

std::string metrics_page(const std::vector<MetricFamily>& families) {
  std::ostringstream text;
  prometheus::TextSerializer().Serialize(text, families);
  return text.str();
}

}  // namespace triand::server
