#include "channels/letter/shared_runs.hpp"

#include <algorithm>
#include <cmath>

namespace triand::channels::letter {
namespace {

std::int64_t units(double points) { return std::llround(points * PANGO_SCALE); }
double points(std::int64_t units) { return static_cast<double>(units) / PANGO_SCALE; }

}  // namespace

void SharedRuns::add(cairo_surface_t* recording, double left, double top) {
  if (run_.empty()) {
    left_ = left;
    top_ = top;
  }
  run_.push_back({.recording = recording, .right = units(left - left_), .down = units(top - top_)});
}

cairo_surface_t* SharedRuns::recording_of_run() {
  if (run_.size() == 1) return run_.front().recording;
  Handle<cairo_surface_t>& recorded = recorded_[run_];
  if (recorded) return recorded.get();
  double left = 0;
  double top = 0;
  double right = 0;
  double bottom = 0;
  for (const Part& part : run_) {
    cairo_rectangle_t box{};
    cairo_recording_surface_get_extents(part.recording, &box);
    left = std::min(left, points(part.right) + box.x);
    top = std::min(top, points(part.down) + box.y);
    right = std::max(right, points(part.right) + box.x + box.width);
    bottom = std::max(bottom, points(part.down) + box.y + box.height);
  }
  const cairo_rectangle_t extents{left, top, right - left, bottom - top};
  recorded.reset(cairo_recording_surface_create(CAIRO_CONTENT_COLOR_ALPHA, &extents));
  const Handle<cairo_t> recorder(cairo_create(recorded.get()));
  for (const Part& part : run_) {
    cairo_set_source_surface(recorder.get(), part.recording, points(part.right), points(part.down));
    cairo_paint(recorder.get());
  }
  return recorded.get();
}

void SharedRuns::draw(cairo_t* page) {
  if (run_.empty()) return;
  cairo_set_source_surface(page, recording_of_run(), left_, top_);
  cairo_paint(page);
  cairo_set_source_rgb(page, 0, 0, 0);
  run_.clear();
}

}  // namespace triand::channels::letter
