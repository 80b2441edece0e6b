#include "daemon/server/report/svg_chart.hpp"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

#include "daemon/server/report/words.hpp"
#include "templates/html_entity.hpp"

namespace triand::server {
namespace {

constexpr double kWidth = 900;
constexpr double kPlotLeft = 80;
constexpr double kPlotRight = 880;
constexpr double kPlotTop = 34;
constexpr double kPlotBottom = 250;
constexpr double kBarLeft = 250;
constexpr double kBarRight = 740;
constexpr double kBarStep = 26;
constexpr double kNarrowWidth = 360;
constexpr double kNarrowStep = 48;
constexpr std::size_t kLongestName = 34;  // letters beside a bar
constexpr std::size_t kMostLabels = 8;    // below an axis

std::string open_svg(std::string_view title, double width, double height) {
  return fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {:.0f} {:.0f}\" role=\"img\" "
      "aria-label=\"{}\">"
      "<title>{}</title>",
      width, height, escaped(title), escaped(title));
}

std::string text(double x, double y, std::string_view anchor, std::string_view words) {
  return fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\">{}</text>", x, y, anchor,
                     escaped(words));
}

std::size_t letters_of(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

// Never half a letter.
std::string shortened(const std::string& name) {
  std::size_t letters = 0;
  for (std::size_t i = 0; i < name.size(); ++i)
    if ((static_cast<unsigned char>(name[i]) & 0xC0) != 0x80 && ++letters > kLongestName)
      return name.substr(0, i) + "…";
  return name;
}

std::int64_t sum(const ChartBar& bar) {
  return std::accumulate(bar.parts.begin(), bar.parts.end(), std::int64_t{0},
                         [](std::int64_t all, const ChartBar::Part& part) { return all + part.value; });
}

// The least of 1, 2, 5, 10, 20 … that is not below a quarter of the value.
std::int64_t grid_step(std::int64_t largest) {
  std::int64_t step = 1;
  for (int turn = 0; step * 4 < largest; ++turn) step = turn % 3 == 1 ? step / 2 * 5 : step * 2;
  return step;
}

template <class Series>
std::string legend(const std::vector<Series>& names) {
  std::string out;
  double x = kPlotLeft;
  for (const auto& one : names) {
    out += fmt::format("<rect x=\"{:.1f}\" y=\"6\" width=\"12\" height=\"12\" fill=\"{}\"/>", x,
                       escaped(one.color));
    out += text(x + 17, 17, "start", one.name);
    x += 36 + 7.2 * static_cast<double>(letters_of(one.name));
  }
  return out;
}

std::string polyline(const ChartLine& line, std::size_t count, double scale) {
  std::string points;
  const double between = count > 1 ? (kPlotRight - kPlotLeft) / static_cast<double>(count - 1) : 0;
  for (std::size_t i = 0; i < line.values.size(); ++i)
    points += fmt::format("{:.1f},{:.1f} ", kPlotLeft + between * static_cast<double>(i),
                          kPlotBottom - scale * static_cast<double>(line.values[i]));
  return fmt::format("<polyline fill=\"none\" stroke=\"{}\" stroke-width=\"2.5\" points=\"{}\"/>",
                     escaped(line.color), points);
}

// Where the last part ends.
double put_parts(std::string& out, const ChartBar& bar, double x, double y, double scale) {
  for (const ChartBar::Part& part : bar.parts) {
    const double width = scale * static_cast<double>(part.value);
    if (part.value > 0)
      out += fmt::format(
          "<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"20\" fill=\"{}\"><title>{}: "
          "{}</title></rect>",
          x, y, std::max(width, 0.5), escaped(part.color), escaped(part.name), dotted(part.value));
    x += width;
  }
  return x;
}

double share_scale(const ChartBar& bar, double length) {
  return length / static_cast<double>(std::max<std::int64_t>(1, sum(bar)));
}

}  // namespace

std::string escaped(std::string_view words) {
  std::string out;
  for (const char c : words) {
    if (const std::string_view entity = templates::html_entity(c); !entity.empty()) {
      out += entity;
    } else {
      out += static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t' ? ' ' : c;
    }
  }
  return out;
}

Svg line_chart(std::string_view title, const std::vector<std::string>& moments,
               const std::vector<ChartLine>& lines) {
  std::int64_t largest = 1;
  for (const ChartLine& line : lines)
    for (const std::int64_t value : line.values) largest = std::max(largest, value);
  const std::int64_t step = grid_step(largest);
  const std::int64_t top = (largest + step - 1) / step * step;
  const double scale = (kPlotBottom - kPlotTop) / static_cast<double>(top);
  std::string out = open_svg(title, kWidth, kPlotBottom + 34) + legend(lines);
  for (std::int64_t value = 0; value <= top; value += step) {
    const double y = kPlotBottom - scale * static_cast<double>(value);
    out += fmt::format("<line x1=\"{:.1f}\" x2=\"{:.1f}\" y1=\"{:.1f}\" y2=\"{:.1f}\" stroke=\"#d8dde3\"/>",
                       kPlotLeft, kPlotRight, y, y);
    out += text(kPlotLeft - 8, y + 4, "end", dotted(value));
  }
  const std::size_t every = std::max<std::size_t>(1, (moments.size() + kMostLabels - 1) / kMostLabels);
  for (std::size_t i = 0; i < moments.size(); i += every) {
    const double share =
        moments.size() > 1 ? static_cast<double>(i) / static_cast<double>(moments.size() - 1) : 0;
    out += text(kPlotLeft + (kPlotRight - kPlotLeft) * share, kPlotBottom + 20,
                share > 0.95 ? "end" : "middle", moments[i]);
  }
  for (const ChartLine& line : lines) out += polyline(line, moments.size(), scale);
  return Svg(out + "</svg>");
}

Svg bar_chart(std::string_view title, const std::vector<ChartBar>& bars, bool shares) {
  std::int64_t largest = 1;
  for (const ChartBar& bar : bars) largest = std::max(largest, sum(bar));
  std::string out = open_svg(title, kWidth, 30 + kBarStep * static_cast<double>(bars.size()));
  if (!bars.empty() && bars.front().parts.size() > 1) out += legend(bars.front().parts);
  double y = 26;
  for (const ChartBar& bar : bars) {
    out += text(kBarLeft - 8, y + 15, "end", shortened(bar.name));
    const double length = kBarRight - kBarLeft;
    const double scale = shares ? share_scale(bar, length) : length / static_cast<double>(largest);
    const double x = put_parts(out, bar, kBarLeft, y, scale);
    out += text((shares ? kBarRight : x) + 8, y + 15, "start", bar.note);
    y += kBarStep;
  }
  return Svg(out + "</svg>");
}

Svg narrow_bar_chart(std::string_view title, const std::vector<ChartBar>& bars) {
  std::string out = open_svg(title, kNarrowWidth, kNarrowStep * static_cast<double>(bars.size()));
  double y = 0;
  for (const ChartBar& bar : bars) {
    out += text(0, y + 14, "start", shortened(bar.name));
    out += text(kNarrowWidth, y + 14, "end", bar.note);
    put_parts(out, bar, 0, y + 20, share_scale(bar, kNarrowWidth));
    y += kNarrowStep;
  }
  return Svg(out + "</svg>");
}

}  // namespace triand::server
