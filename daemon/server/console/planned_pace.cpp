#include "daemon/server/console/planned_pace.hpp"

#include <algorithm>
#include <cmath>

#include "config/scalars.hpp"
#include "daemon/schedule/campaign_window.hpp"
#include "daemon/schedule/local_time.hpp"
#include "daemon/server/console/campaign_figures.hpp"
#include "daemon/server/console/document_text.hpp"

namespace triand::server {
namespace {

using schedule::CampaignWindow;
using schedule::WallTime;

// "2026-12-18"
std::optional<std::chrono::year_month_day> day_of(const std::string& text) {
  const auto time = schedule::read_local_time(text + "T00:00:00+00:00");
  if (!time) return std::nullopt;
  return std::chrono::year_month_day(std::chrono::floor<std::chrono::days>(*time));
}

std::optional<CampaignWindow> window_of(const boost::json::object& window, const schedule::TimeZone& zone) {
  const auto from = day_of(text_of(window, "from"));
  const auto to = day_of(text_of(window, "to"));
  const auto hours = config::parse_hours(text_of(window, "hours"));
  if (!from || !to || !hours) return std::nullopt;
  return CampaignWindow(zone, {*from, *to}, {hours->from, hours->to});
}

// The share of the open time between the two that has passed.
double passed(const CampaignWindow& window, WallTime start, WallTime end, WallTime now) {
  const auto left_at_start = window.open_time_left(start);
  const auto whole = left_at_start - window.open_time_left(end);
  const auto gone = left_at_start - window.open_time_left(std::max(now, start));
  if (whole.count() <= 0) return now >= end ? 1 : 0;
  return std::clamp(static_cast<double>(gone.count()) / static_cast<double>(whole.count()), 0.0, 1.0);
}

}  // namespace

std::optional<std::int64_t> expected_through(const boost::json::object& campaign,
                                             const schedule::TimeZone& zone, WallTime now) {
  const boost::json::object& plan = part_of(campaign, "plan");
  const auto window = window_of(part_of(campaign, "window"), zone);
  const std::int64_t planned = number_of(part_of(part_of(plan, "all"), "recipients"), "pending");
  if (!window || planned <= 0) return std::nullopt;
  const WallTime start = std::max(
      window->opens_at(), schedule::read_local_time(text_of(campaign, "planned_at")).value_or(WallTime()));
  double messages = 0;
  double expected = 0;
  for (const auto& item : part_of(plan, "channels")) {
    if (!item.value().is_object() || !item.value().get_object().contains("fits")) continue;
    const boost::json::object& channel = item.value().get_object();
    const auto all = static_cast<double>(number_of(channel, "messages"));
    const auto late = static_cast<double>(number_of(channel, "shortfall"));
    const auto end = schedule::read_local_time(text_of(channel, "finishes_at"));
    messages += all;
    expected += std::max(all - late, 0.0) * passed(*window, start, end.value_or(window->closes_at()), now);
  }
  if (messages <= 0) return std::nullopt;
  const std::int64_t to_reach = figures_in(part_of(campaign, "recipients")).to_reach();
  const double left = static_cast<double>(planned) * (1 - expected / messages);
  return std::clamp<std::int64_t>(to_reach - std::llround(left), 0, to_reach);
}

}  // namespace triand::server
