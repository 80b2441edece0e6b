#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "daemon/ctl/session.hpp"

namespace triand::ctl {

// One line: "import  [####------]  40 %  400.000 of 1.000.000 rows  81.000 rows/s  8 s left". A total of 0 is not
// known and gives no bar. `before`: what had been done when the clock began. `rows`, when the unit is something else: so
// many of them were done in that time; they are told in its place.
[[nodiscard]] std::string progress_line(std::string_view what, std::int64_t done, std::int64_t total,
                                        std::string_view unit, std::chrono::duration<double> elapsed,
                                        std::int64_t before = 0, std::int64_t rows = 0);

// Draws such a line again and again on standard error, and wipes it in the end. Draws nothing when standard error
// is no terminal or the user wants quiet.
class ProgressBar {
 public:
  ProgressBar(Session& session, std::string what);
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;
  ~ProgressBar();

  void draw(std::int64_t done, std::int64_t total, std::string_view unit, std::int64_t rows = 0);

 private:
  Session& session_;
  std::string what_;
  std::string unit_;
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
  std::chrono::steady_clock::time_point drawn_{};
};

}  // namespace triand::ctl
