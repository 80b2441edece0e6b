#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <vector>

#include "channels/letter/handles.hpp"

namespace triand::channels::letter {

// What a batch's letters share, drawn in runs: recordings that follow one another on a page become one recording of
// their own, to which every page with the same run refers. Each reference costs a page more than twenty bytes: six
// paragraphs and a signature cost no more than one. Belongs to one thread; must outlive the PDF
// surface it draws on.
class SharedRuns {
 public:
  // The next one of the run: `recording`, a bounded one that outlives this, with its origin there; points.
  void add(cairo_surface_t* recording, double left, double top);
  // Draws what was added since and ends the run; leaves black as the source.
  void draw(cairo_t* page);

 private:
  // Counted from the run's first one, in pango's units: the same distances are the same run wherever it begins.
  struct Part {
    cairo_surface_t* recording;
    std::int64_t right;
    std::int64_t down;
    // clang-tidy takes the 0 that it is compared with for a pointer.
    auto operator<=>(const Part&) const = default;  // NOLINT(modernize-use-nullptr)
  };
  [[nodiscard]] cairo_surface_t* recording_of_run();

  std::vector<Part> run_;
  double left_ = 0;  // of the run's first one
  double top_ = 0;
  std::map<std::vector<Part>, Handle<cairo_surface_t>> recorded_;
};

}  // namespace triand::channels::letter
