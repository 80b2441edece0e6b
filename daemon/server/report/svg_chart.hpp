#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
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
// A whole picture. Only the functions below make one, and they escape all that they are given: it may stand on any page.
class Svg {
 public:
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  friend Svg line_chart(std::string_view, const std::vector<std::string>&, const std::vector<ChartLine>&);
  friend Svg bar_chart(std::string_view, const std::vector<ChartBar>&, bool);
  friend Svg narrow_bar_chart(std::string_view, const std::vector<ChartBar>&);

  explicit Svg(std::string text) : text_(std::move(text)) {}

  std::string text_;
};

// `moments`: what stands below the axis at some of the places; as many as there are values.
[[nodiscard]] Svg line_chart(std::string_view title, const std::vector<std::string>& moments,
                             const std::vector<ChartLine>& lines);

// Each bar as long as its sum among the largest; with `shares` all are as long as each other and parts are shares.
[[nodiscard]] Svg bar_chart(std::string_view title, const std::vector<ChartBar>& bars, bool shares);
// For narrow screens: all bars are as long as each other, and name and note stand above them. Without a legend: who shows
// it has a table beside it that names the colors.
[[nodiscard]] Svg narrow_bar_chart(std::string_view title, const std::vector<ChartBar>& bars);

}  // namespace triand::server
