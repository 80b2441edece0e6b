#include "daemon/schedule/campaign_window.hpp"

#include <algorithm>

namespace triand::schedule {
namespace {

std::chrono::year_month_day day_after(std::chrono::year_month_day day) {
  return std::chrono::sys_days(day) + std::chrono::days(1);
}

}  // namespace

std::optional<domain::Hours> overlap(const domain::Hours& one, const domain::Hours& other) {
  const domain::Hours both{.from = std::max(one.from, other.from), .to = std::min(one.to, other.to)};
  if (both.from >= both.to) return std::nullopt;
  return both;
}

CampaignWindow::CampaignWindow(const TimeZone& zone, const CampaignDays& days, const domain::Hours& hours)
    : zone_(zone), days_(days), hours_(hours) {}

std::optional<CampaignWindow> CampaignWindow::next(const TimeZone& zone, const domain::CampaignDay& from,
                                                   const domain::CampaignDay& to, const domain::Hours& hours,
                                                   WallTime now) {
  std::chrono::year_month_day today = zone.local(now).day;
  for (int attempt = 0; attempt < 2; ++attempt) {
    const auto days = next_occurrence(from, to, today);
    if (!days) return std::nullopt;
    const CampaignWindow window(zone, *days, hours);
    if (now < window.closes_at()) return window;
    today = day_after(days->to);
  }
  return std::nullopt;
}

WallTime CampaignWindow::opens_at() const { return zone_.at(days_.from, hours_.from); }
WallTime CampaignWindow::closes_at() const { return zone_.at(days_.to, hours_.to); }

bool CampaignWindow::is_open(WallTime now, const domain::Hours& channel) const {
  const auto span = span_after(now, channel);
  return span && span->from <= now;
}

std::optional<WallTime> CampaignWindow::next_opening(WallTime now, const domain::Hours& channel) const {
  const auto span = span_after(now, channel);
  if (!span) return std::nullopt;
  return std::max(span->from, now);
}

std::optional<WallTime> CampaignWindow::open_until(WallTime now, const domain::Hours& channel) const {
  const auto span = span_after(now, channel);
  if (!span || span->from > now) return std::nullopt;
  return span->to;
}

std::vector<CampaignWindow::Stretch> CampaignWindow::stretches(WallTime now,
                                                               const domain::Hours& channel) const {
  std::vector<Stretch> out;
  for (auto span = span_after(now, channel); span; span = span_after(span->to, channel))
    out.push_back({std::max(span->from, now), span->to});
  return out;
}

WallTime::duration CampaignWindow::open_time_left(WallTime now, const domain::Hours& channel) const {
  WallTime::duration left{0};
  for (auto span = span_after(now, channel); span; span = span_after(span->to, channel))
    left += span->to - std::max(span->from, now);
  return left;
}

std::optional<WallTime> CampaignWindow::after_open_time(WallTime start, WallTime::duration work,
                                                        const domain::Hours& channel) const {
  for (auto span = span_after(start, channel); span; span = span_after(span->to, channel)) {
    const WallTime from = std::max(span->from, start);
    if (work <= span->to - from) return from + work;
    work -= span->to - from;
  }
  return std::nullopt;
}

std::optional<CampaignWindow::Stretch> CampaignWindow::span_after(WallTime now,
                                                                  const domain::Hours& channel) const {
  const auto hours = overlap(hours_, channel);
  if (!hours) return std::nullopt;
  for (auto day = std::max(days_.from, zone_.local(now).day); day <= days_.to; day = day_after(day)) {
    const Stretch span{.from = zone_.at(day, hours->from), .to = zone_.at(day, hours->to)};
    if (span.from < span.to && now < span.to) return span;
  }
  return std::nullopt;
}

}  // namespace triand::schedule
