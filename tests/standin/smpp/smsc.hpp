#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <vector>

#include "tests/standin/clock.hpp"
#include "tests/standin/ledger/ledger.hpp"
#include "tests/standin/rules/rule_book.hpp"
#include "tests/standin/service/receipt_counts.hpp"
#include "tests/standin/smpp/smpp_pdu.hpp"
#include "tests/standin/smpp/smsc_settings.hpp"

namespace triand::standin {

// A receipt that is to be told over any session that receives.
struct SmscReceipt {
  std::string id;  // as receipts write it
  std::string telephone;
  std::string sender;
  std::string state = "DELIVRD";
  std::string text;  // of the message, for the receipt's own text
  std::chrono::milliseconds delay{0};
};

// What one connection is to the server.
struct SmscSession {
  bool bound = false;
  bool receives = false;
  unsigned unanswered = 0;     // submit_sm
  std::uint32_t sequence = 0;  // of the server's own requests
};

// What the connection does because of one PDU.
struct SmscTurn {
  enum class End { none, close, reset, half };
  std::string reply;
  bool answers_submit = false;
  std::chrono::milliseconds delay{0};
  End end = End::none;
  std::vector<SmscReceipt> early;  // before the reply
  std::vector<SmscReceipt> later;
};

// An imitated carrier's SMPP server. It puts messages together from their parts, and has them in the ledger once they are
// whole, under the telephone as their reference: SMPP carries no name of the sender's. Rules apply to `sms`, to the
// telephone as it came; `error` is a command_status ("0x58"), `omit_result` an answer without an id, `broken_json` an
// answer whose length cannot be, `unknown_result` a PDU that nobody knows and an answer to nothing. Decides and does no
// I/O. Not thread-safe.
class Smsc {
 public:
  // Everything outlives it.
  Smsc(SmscSettings settings, Ledger& ledger, RuleBook& rules, ReceiptCounts& receipts);

  [[nodiscard]] SmscTurn handle(SmscSession& session, const SmppPdu& pdu, TimePoint now);
  void closed(SmscSession& session);
  // The deliver_sm of a receipt on that session.
  [[nodiscard]] std::string tell(SmscSession& session, const SmscReceipt& receipt, TimePoint now) const;

  [[nodiscard]] const SmscSettings& settings() const { return settings_; }
  [[nodiscard]] ReceiptCounts& receipts() { return receipts_; }

 private:
  struct Parts {
    std::map<unsigned, std::string> texts;
    std::string first_id;
  };

  [[nodiscard]] SmscTurn bind(SmscSession& session, const SmppPdu& pdu);
  [[nodiscard]] SmscTurn submit(SmscSession& session, const SmppPdu& pdu, TimePoint now);
  [[nodiscard]] bool too_fast(const SmscSession& session, TimePoint now);
  void take(const SmppSubmit& submit, const std::string& id, TimePoint now);
  void plan_receipts(SmscTurn& turn, const SmppSubmit& submit, const Action& action, std::uint64_t number);
  [[nodiscard]] std::string answer_id(std::uint64_t number) const;
  [[nodiscard]] std::string receipt_id(std::uint64_t number) const;

  SmscSettings settings_;
  Ledger& ledger_;
  RuleBook& rules_;
  ReceiptCounts& receipts_;
  std::map<std::string, Parts> parts_;  // of messages that are not whole
  std::uint64_t last_id_;
  std::uint64_t submits_ = 0;
  unsigned bound_ = 0;
  std::deque<TimePoint> taken_;  // in the last second
};

}  // namespace triand::standin
