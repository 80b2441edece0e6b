#pragma once

#include <cmath>
#include <optional>
#include <vector>

#include "daemon/plan/forecast_input.hpp"

namespace triand::test {

// The first messages of a campaign that is played, counted one by one: which may go, and what is known of them. A copy of
// what the store does (store/canary_verdict.cpp), without its rows.
class CanarySample {
 public:
  explicit CanarySample(const plan::ForecastInput& input)
      : canary_(input.canary),
        units_(input.units),
        places_(input.channels.size() * units_),
        messages_(input.channels.size(), 0),
        unknown_(input.channels.size(), 0) {
    std::vector<double> first(places_.size(), 0);
    for (const plan::ForecastWork& work : input.work) {
      const std::size_t at = work.channel * units_ + work.unit;
      first[at] += work.first;
      places_[at] = std::llround(first[at]);
    }
    if (canary_) last_ = canary_->last_word;
  }

  [[nodiscard]] bool holds() const { return canary_.has_value(); }
  // How many of a queue may still go; nullopt: all that comes to it, for nothing of it was planned.
  [[nodiscard]] std::optional<std::int64_t> places(std::size_t channel, std::size_t unit) const {
    return holds() ? places_[channel * units_ + unit] : std::nullopt;
  }
  [[nodiscard]] std::optional<schedule::WallTime> last() const { return last_; }
  // As somebody is told who looks now.
  [[nodiscard]] std::optional<plan::ForecastCanary> canary() const {
    std::optional<plan::ForecastCanary> out = canary_;
    if (!out) return out;
    out->last_word = last_;
    for (std::size_t channel = 0; channel < messages_.size(); ++channel)
      if (messages_[channel] > 0) out->left_by.push_back(channel);
    return out;
  }

  void claimed(std::size_t channel, std::size_t unit) {
    if (auto& places = places_[channel * units_ + unit]) --*places;
    ++messages_[channel];
    ++unanswered_;
  }
  void answered(std::size_t channel, bool waits_for_receipt, schedule::WallTime now) {
    --unanswered_;
    if (waits_for_receipt) ++unknown_[channel];
    last_ = now;
  }
  void received(std::size_t channel, schedule::WallTime now) {
    --unknown_[channel];
    last_ = now;
  }

  // Whether the rest may go; `all_claimed`: nothing of the sample waits in a queue any more.
  [[nodiscard]] bool is_good(bool all_claimed, schedule::WallTime now) const {
    if (!all_claimed || unanswered_ > 0 || !last_) return false;
    if (now - *last_ >= canary_->wait) return true;
    constexpr std::int64_t kFewest = 3;
    std::int64_t messages = 0;
    std::int64_t unknown = 0;
    for (std::size_t channel = 0; channel < messages_.size(); ++channel) {
      if (unknown_[channel] >= kFewest && !few(unknown_[channel], messages_[channel])) return false;
      messages += messages_[channel];
      unknown += unknown_[channel];
    }
    return few(unknown, messages);
  }
  void let_go() { canary_.reset(); }

 private:
  [[nodiscard]] bool few(std::int64_t unknown, std::int64_t messages) const {
    return static_cast<double>(unknown) <= canary_->stop_above * static_cast<double>(messages) + 1e-9;
  }

  std::optional<plan::ForecastCanary> canary_;
  std::size_t units_;
  std::vector<std::optional<std::int64_t>> places_;  // by channel, in it by unit
  std::vector<std::int64_t> messages_;               // by channel
  std::vector<std::int64_t> unknown_;
  std::int64_t unanswered_ = 0;
  std::optional<schedule::WallTime> last_;
};

}  // namespace triand::test
