#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "daemon/domain/delivery_machine.hpp"
#include "daemon/domain/reason.hpp"
#include "daemon/store/time.hpp"
#include "daemon/store/write_session.hpp"

namespace triand::store {

// What a row of the history tells. The numbers stand in the database: never renumber.
enum class HistoryEvent : std::uint8_t {
  attempt = 0,   // handed over, with the gateway's answer
  receipt = 1,   // the gateway's later word
  crash = 2,     // the service died while it was on its way
  resolved = 3,  // an operator decided
  no_receipt = 4,
  withdrawn = 5,  // the customer's data was erased before it left
  closed = 6,     // the window closed, or the campaign was cancelled, before it left
};

// How one claimed delivery came back.
struct AttemptRecord {
  std::int64_t delivery = 0;
  std::int64_t lease = 0;
  domain::DeliveryEvent event = domain::DeliveryEvent::answered_in_doubt;
  domain::Reason reason = domain::Reason::none;
  std::string failure_class;
  std::string code;
  std::string provider_id;
  std::string detail;
  bool counts = true;        // false: the gateway was too busy or away, the delivery loses no attempt
  bool in_history = true;    // false: nothing was handed over (the campaign was paused in between)
  bool duplicate = false;    // the gateway took it because it had the reference already
  bool known_by_id = false;  // receipts will name it by `provider_id` alone
  bool notice = false;       // the gateway keeps what it was given, and it can be taken back
  TimePoint at;              // when it was handed over
  std::int64_t latency_ms = 0;
  TimePoint now;
  std::optional<TimePoint> due;              // when it waits for another try
  std::optional<std::int64_t> next_channel;  // the leg's next channel that can reach the customer
  bool goes_on =
      false;  // the next channel takes over also from a refusal: it was about one address or channel alone
  int parts = 0;                      // 0: as planned
  std::int64_t cost = 0;              // VND, spent when the gateway took it or may have
  std::int64_t customer_version = 0;  // 0: as it stands
  std::int64_t unused_quota_day = 0;  // it was handed to nobody: that day's quota has it back
};

// What became of it.
struct Recorded {
  domain::DeliveryState state = domain::DeliveryState::queued;
  bool fell_back = false;  // a delivery on the leg's next channel is queued
};

// Records the outcome of a claimed delivery: its state, the history, the counters, the next try or the leg's next
// channel, in one step. A receipt that came first has the last word. Of a customer whose data was erased the gateway's
// words are not kept: they like to repeat the address. Where receipts name the gateway's id alone, those that came before
// it was known are applied as well.
Recorded record_attempt(WriteSession& session, const AttemptRecord& record);

// A gateway's later word about one delivery, or a decision by hand about it.
struct LaterWord {
  std::int64_t delivery = 0;
  domain::DeliveryEvent event = domain::DeliveryEvent::receipt_delivered;
  HistoryEvent history = HistoryEvent::receipt;
  domain::Reason reason = domain::Reason::none;
  std::string code;
  std::string provider_id;
  std::string detail;
  std::string who;  // by hand: the operator
  TimePoint now;
  std::optional<std::int64_t> next_channel;
  std::optional<TimePoint> due;  // to be sent again: not before that
  bool moves = true;             // false: kept in the history only (a word like "on its way")
  bool repeats = false;          // the gateway may say it several times; the same word is kept once
};

// Who has decided what the service decides by itself.
inline constexpr const char* kServiceItself = "triand";

// The decision of `in_doubt: resend`: the same message again, under the same reference.
[[nodiscard]] LaterWord resend_word(std::int64_t delivery, TimePoint now, std::optional<TimePoint> due);

// Applies it if the delivery may still move; it is kept in the history in any case, but see record_attempt() for a
// gateway's words. Returns whether it moved.
bool apply_later_word(WriteSession& session, const LaterWord& word);

// A receipt that names no delivery of ours.
struct StrayReceipt {
  std::int64_t channel = 0;
  int word = 0;
  std::string reference;
  std::string provider_id;
  domain::Reason reason = domain::Reason::none;
  std::string code;
  std::string detail;
  TimePoint now;
};
void keep_stray_receipt(WriteSession& session, const StrayReceipt& receipt);

}  // namespace triand::store
