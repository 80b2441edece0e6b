#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "channels/outcome.hpp"
#include "channels/smpp/pdu.hpp"

namespace triand::channels::smpp {

// One delivery on its way through its parts, one after the other, so that a part that is refused leaves nothing behind it
// on the telephone. Decides what follows from each part's end. Pure.
//
// Once a part was taken the message is never begun anew: what is refused for now is tried again part by part, and where
// that does not help the message is in doubt. Throttling counts no try: it is waited for, up to a time.
class MessageFlow {
 public:
  using Time = std::chrono::steady_clock::time_point;

  explicit MessageFlow(std::vector<ShortMessage> parts) : parts_(std::move(parts)) {}

  [[nodiscard]] const ShortMessage& part() const { return parts_[ids_.size()]; }
  [[nodiscard]] std::size_t parts() const { return parts_.size(); }
  // Whether nothing of it has been taken so far.
  [[nodiscard]] bool untouched() const { return ids_.empty(); }

  // What to do now: `outcome` set: it has ended. Else the next part (or the same again) is to be sent after `wait`.
  struct Step {
    std::optional<Outcome> outcome;
    std::chrono::milliseconds wait{0};
  };
  [[nodiscard]] Step taken(std::string id);
  [[nodiscard]] Step refused(Outcome refusal, Time now);
  // The part's fate is not known.
  [[nodiscard]] Step lost(std::string reason, std::string detail);

  // How often a later part is tried again.
  static constexpr int kTries = 8;
  // How long a later part that is throttled is tried again.
  static constexpr std::chrono::minutes kLongestThrottled{2};

 private:
  [[nodiscard]] Outcome doubt(std::string reason, std::string code, std::string detail) const;
  // The ids so far, as the store takes them apart: with a comma between, '?' for a part without one.
  [[nodiscard]] std::string ids() const;

  std::vector<ShortMessage> parts_;
  std::vector<std::string> ids_;
  int refusals_ = 0;                     // of this part
  std::optional<Time> throttled_since_;  // this part
  bool slowed_ = false;                  // some part was throttled
};

}  // namespace triand::channels::smpp
