#include "daemon/ctl/progress_bar.hpp"

#include <algorithm>
#include <ostream>

#include <fmt/format.h>

#include "daemon/ctl/text.hpp"

namespace triand::ctl {
namespace {

constexpr std::int64_t kBar = 24;  // characters
constexpr std::chrono::milliseconds kBetween{100};

}  // namespace

std::string progress_line(std::string_view what, std::int64_t done, std::int64_t total, std::string_view unit,
                          std::chrono::duration<double> elapsed, std::int64_t before, std::int64_t rows) {
  std::string line(what);
  const std::int64_t within = std::clamp<std::int64_t>(done, 0, std::max<std::int64_t>(total, 0));
  if (total > 0) {
    const auto filled = static_cast<std::size_t>(within * kBar / total);
    line += fmt::format("  [{}{}]  {} %", std::string(filled, '#'), std::string(kBar - filled, '-'),
                        within * 100 / total);
  }
  line += "  " + thousands(rows > 0 ? rows : done);
  if (total > 0 && rows == 0) line += " of " + thousands(total);
  if (rows > 0)
    line += " rows";
  else if (!unit.empty())
    line.append(" ").append(unit);
  const double speed = elapsed.count() > 0 ? static_cast<double>(done - before) / elapsed.count() : 0;
  if (speed >= 1) {
    const double shown = rows > 0 ? static_cast<double>(rows) / elapsed.count() : speed;
    line += fmt::format("  {} {}/s", thousands(static_cast<std::int64_t>(shown)), rows > 0 ? "rows" : unit);
    if (total > within) {
      const auto left = static_cast<std::int64_t>(static_cast<double>(total - within) / speed);
      line += "  " + calm_duration(std::chrono::seconds(left)) + " left";
    }
  }
  return line;
}

ProgressBar::ProgressBar(Session& session, std::string what) : session_(session), what_(std::move(what)) {}

ProgressBar::~ProgressBar() {
  if (drawn_ != std::chrono::steady_clock::time_point{}) session_.world().err << "\r\x1b[K" << std::flush;
}

void ProgressBar::draw(std::int64_t done, std::int64_t total, std::string_view unit, std::int64_t rows) {
  if (!session_.progress()) return;
  const auto now = std::chrono::steady_clock::now();
  if (unit != unit_) {
    unit_ = unit;
    begin_ = now;
  }
  if (drawn_ != std::chrono::steady_clock::time_point{} && now - drawn_ < kBetween) return;
  drawn_ = now;
  session_.world().err << "\r\x1b[K" << progress_line(what_, done, total, unit_, now - begin_, 0, rows)
                       << std::flush;
}

}  // namespace triand::ctl
