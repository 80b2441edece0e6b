#pragma once

#include <chrono>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "daemon/schedule/moment.hpp"
#include "daemon/server/caller.hpp"
#include "daemon/server/console/overview.hpp"

namespace triand::server {

// Overviews that were reckoned a moment ago, so that many open screens cost one forecast and not one each: for everybody
// who may see the same. Any thread.
class OverviewCache {
 public:
  // How long one is shown: less than a person notices, more than many screens need to ask.
  static constexpr std::chrono::seconds kKept{2};

  using Shared = std::shared_ptr<const Overview>;
  using Make = std::function<Overview()>;

  // That of the scope, which is at most kKept old at `now`; else what `make` gives. Whoever asks while it is being made
  // waits for it. A refusal is shown to those who waited and to nobody after them. What `make` throws goes on to all who
  // wait.
  [[nodiscard]] Shared of(const std::string& scope, schedule::SteadyTime now, const Make& make);

 private:
  struct Entry {
    schedule::SteadyTime since;  // when it began to be made
    std::shared_future<Shared> made;
    bool ready = false;
  };

  std::mutex mutex_;
  std::map<std::string, std::shared_ptr<Entry>> entries_;
};

// Who sees the same overview: whoever has the same role and is limited to the same units.
[[nodiscard]] std::string overview_scope(const Caller& caller);

}  // namespace triand::server
