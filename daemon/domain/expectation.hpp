#pragma once

namespace triand::domain {

// What is expected to become of the messages that a channel is given, as shares of one. What fails goes on to the leg's
// next channel at once; what no receipt comes for, when the channel's receipt_timeout is over.
struct Expectation {
  double fails = 0;
  double no_receipt = 0;
  double tried_again = 0;  // of the hand-overs, those that come back to be tried once more
  bool operator==(const Expectation&) const = default;
};

}  // namespace triand::domain
