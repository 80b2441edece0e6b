#include "channels/smpp/message_flow.hpp"

#include <algorithm>
#include <utility>

namespace triand::channels::smpp {
namespace {

using namespace std::chrono_literals;

constexpr auto kThrottlePause = 1s;

}  // namespace

std::string MessageFlow::ids() const {
  if (parts_.size() == 1) return ids_.empty() ? std::string() : ids_.front();
  if (ids_.empty()) return {};
  std::string out;
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    if (i > 0) out += ',';
    out += i < ids_.size() && !ids_[i].empty() ? ids_[i] : "?";
  }
  return out;
}

Outcome MessageFlow::doubt(std::string reason, std::string code, std::string detail) const {
  if (parts_.size() > 1)
    detail =
        std::to_string(ids_.size()) + " of " + std::to_string(parts_.size()) + " parts were taken; " + detail;
  Outcome outcome = Outcome::in_doubt(std::move(reason), std::move(code), std::move(detail));
  outcome.provider_id = ids();
  return outcome;
}

MessageFlow::Step MessageFlow::taken(std::string id) {
  ids_.push_back(std::move(id));
  refusals_ = 0;
  throttled_since_.reset();
  if (ids_.size() < parts_.size()) return {};
  Outcome outcome = Outcome::accepted(ids());
  outcome.slowed = slowed_;
  return {.outcome = std::move(outcome), .wait = 0ms};
}

MessageFlow::Step MessageFlow::refused(Outcome refusal, Time now) {
  if (untouched()) return {.outcome = std::move(refusal), .wait = 0ms};
  if (refusal.failure == FailureClass::throttled) {
    slowed_ = true;
    if (!throttled_since_) throttled_since_ = now;
    if (now < *throttled_since_ + kLongestThrottled) return {.outcome = std::nullopt, .wait = kThrottlePause};
  }
  const int tries = refusal.most_attempts > 0 ? std::min(refusal.most_attempts, kTries) : kTries;
  const bool may_help = refusal.verdict == Verdict::deferred && refusal.failure != FailureClass::throttled;
  if (may_help && ++refusals_ < tries)
    return {.outcome = std::nullopt, .wait = std::min<std::chrono::milliseconds>(1s * refusals_, 5s)};
  return {.outcome = doubt(std::move(refusal.reason), std::move(refusal.code),
                           "the next was refused: " + refusal.detail),
          .wait = 0ms};
}

MessageFlow::Step MessageFlow::lost(std::string reason, std::string detail) {
  return {.outcome = doubt(std::move(reason), "", std::move(detail)), .wait = 0ms};
}

}  // namespace triand::channels::smpp
