#pragma once

#include <utility>

namespace triand::server {

// Does something when its scope is left, by an exception too. What it does must not throw.
template <class Function>
class OnLeaving {
 public:
  explicit OnLeaving(Function function) : function_(std::move(function)) {}
  ~OnLeaving() { function_(); }
  OnLeaving(const OnLeaving&) = delete;
  OnLeaving& operator=(const OnLeaving&) = delete;

 private:
  Function function_;
};

}  // namespace triand::server
