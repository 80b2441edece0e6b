#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace triand::server {

// Pictures as SVG, self-contained: no script, no style from outside, a title for who cannot see them.

// Text that may stand in HTML and SVG, between tags and inside quotes.
[[nodiscard]] std::string escaped(std::string_view text);

// A line over time.
struct ChartLine {
  std::string name;
  std::string color;                 // "#1b7f4d"
  std::vector<std::int64_t> values;  // one for each moment
};
// `moments`: what stands below the axis at some of the places; as many as there are values.
[[nodiscard]] std::string line_chart(std::string_view title, const std::vector<std::string>& moments,
                                     const std::vector<ChartLine>& lines);

// A bar of parts that stand beside each other.
struct ChartBar {
  struct Part {
    std::string name;
    std::string color;
    std::int64_t value = 0;
  };
  std::string name;
  std::string note;  // behind the bar
  std::vector<Part> parts;
};
// Each bar as long as its sum among the largest; with `shares` all are as long as each other and parts are shares.
[[nodiscard]] std::string bar_chart(std::string_view title, const std::vector<ChartBar>& bars, bool shares);

}  // namespace triand::server
