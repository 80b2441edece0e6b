#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "channels/failure_class.hpp"

namespace triand::channels {

enum class Verdict {
  accepted,  // the gateway has it (or says it had it before: `duplicate`)
  deferred,  // certainly not taken; may be tried again
  rejected,  // certainly not taken; this channel will not work for this delivery
  in_doubt,  // bytes may have left and there is no trustworthy answer
};

// How one attempt to hand a delivery to a gateway ended. Written once, by the channel.
struct Outcome {
  Verdict verdict = Verdict::in_doubt;
  FailureClass failure = FailureClass::none;
  // One word of the list in daemon/domain/reason.hpp, such as "bad_number". Empty when accepted.
  std::string reason;
  std::string provider_id;  // the gateway's own id of the message, as it came; empty if it gave none
  std::string code;         // the gateway's own code, as text: "177", "-118", "550 5.1.1"
  std::string detail;       // the gateway's own words, at most kMaxDetail bytes, without secrets
  bool duplicate = false;   // accepted because the gateway had the reference already
  // How long the gateway asks us to wait (Retry-After and its like).
  std::optional<std::chrono::milliseconds> retry_after;
  // Deferred: after so many attempts of the delivery another one is no use; 0: as the lane's own policy says.
  int most_attempts = 0;
  // Deferred: once they are used up nobody knows what it means, and a person decides (in doubt); else it has failed.
  bool for_a_person = false;
  // Throttled: only the message's template or campaign is; other messages of the channel may go on.
  bool of_template = false;
  // Accepted, but the gateway throttled it on its way: the lane is too fast.
  bool slowed = false;

  static constexpr std::size_t kMaxDetail = 300;

  // The id as clean_id() leaves it.
  static Outcome accepted(const std::string& provider_id);
  static Outcome deferred(FailureClass failure, std::string reason, std::string code, std::string detail);
  static Outcome rejected(FailureClass failure, std::string reason, std::string code, std::string detail);
  static Outcome in_doubt(std::string reason, std::string code, std::string detail);
};

// Cuts a gateway's words to Outcome::kMaxDetail bytes at a UTF-8 boundary, replaces control characters by
// spaces and bytes that are not UTF-8 by '?'.
[[nodiscard]] std::string bounded_detail(std::string_view words);

// A gateway's own id with the same replacements and as long as it came: it is kept and shown, and compared with the id of
// a later receipt, which has to go the same way.
[[nodiscard]] std::string clean_id(std::string_view id);

}  // namespace triand::channels
