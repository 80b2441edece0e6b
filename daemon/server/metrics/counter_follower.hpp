#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace triand::server {

// Makes a counter that only ever rises of a figure of the store that may fall again: a delivery that was accepted and is
// then delivered leaves one state for the other. What falls is no event. Counts from what the first look saw, so that a
// restart is no burst. Not thread-safe.
class CounterFollower {
 public:
  // The counter after the store's figure has become `value`.
  double follow(const std::string& key, std::int64_t value);
  // The first look has seen everything there was: what comes later is new.
  void looked() { looked_ = true; }

 private:
  struct Seen {
    std::int64_t last = 0;
    std::int64_t risen = 0;
  };
  std::map<std::string, Seen> seen_;
  bool looked_ = false;
};

}  // namespace triand::server
