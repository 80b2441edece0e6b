#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>

namespace triand::standin {

// How a gateway misbehaves when a rule strikes. Receipt actions go together with any other.
struct Action {
  // The answer: at most one of these.
  std::string
      error;  // the gateway's own code ("108", "-118", website: a reason, email: a reply like "452 4.2.2 full")
  unsigned http_status = 0;
  bool hang = false;                  // no answer; the connection stays open
  bool reset_before_reading = false;  // the connection is reset and the request is lost
  bool reset_after_reading = false;   // the message is accepted, the connection is reset
  bool half_answer = false;           // half of the body, then a reset
  unsigned html_page = 0;             // a web page under that status
  bool broken_json = false;           // the true answer, cut off
  std::size_t big_body = 0;           // an answer of so many bytes
  bool omit_result = false;           // website: no result for this notice; Zalo: an answer without msg_id
  bool unknown_result = false;        // website: one result more, for a notice that was never sent

  std::string stage = "rcpt";           // email: where `error` is given: rcpt, data or dot
  std::optional<unsigned> retry_after;  // seconds, a header beside http_status
  std::chrono::milliseconds delay{0};   // the answer is held back so long
  std::optional<bool> accept;           // whether the message is accepted, where it is not as accepts() says

  bool no_receipt = false;
  bool failed_receipt = false;
  unsigned duplicate_receipts = 0;  // so many more of the same
  bool early_receipt = false;       // before the answer to the request
  bool unknown_receipt = false;     // one more, for a message that was never sent
  std::optional<std::chrono::milliseconds> receipt_delay;

  // Whether the message is taken in spite of the misbehaviour: not after an error, another HTTP status, a reset
  // before reading or a web page; else yes.
  [[nodiscard]] bool accepts() const;
  // Whether the whole request is struck (true) or one message of it.
  [[nodiscard]] bool strikes_request() const;
  // How many of the exclusive kinds of answer are set.
  [[nodiscard]] int answers() const;
};

}  // namespace triand::standin
