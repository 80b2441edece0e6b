#pragma once

#include "channels/outcome.hpp"
#include "channels/receipt.hpp"
#include "daemon/intake/utf8_check.hpp"
#include "tests/fuzz/must.hpp"

namespace triand::fuzz {

// What holds of whatever was made of a gateway's words: they are kept in the database and shown.
inline void must_be_sound(const channels::Outcome& outcome) {
  must(intake::is_utf8(outcome.detail) && outcome.detail.size() <= channels::Outcome::kMaxDetail,
       "an outcome's detail is bounded UTF-8");
  must(intake::is_utf8(outcome.provider_id), "an outcome's id is UTF-8");
  must(!outcome.retry_after || outcome.retry_after->count() >= 0, "nobody asks us to come back in the past");
}

inline void must_be_sound(const channels::Receipt& receipt) {
  must(intake::is_utf8(receipt.code) && receipt.code.size() <= channels::Outcome::kMaxDetail,
       "a receipt's code is bounded UTF-8");
  must(intake::is_utf8(receipt.detail) && receipt.detail.size() <= channels::Outcome::kMaxDetail,
       "a receipt's detail is bounded UTF-8");
  must(receipt.word != channels::Receipt::Word::failed || !receipt.reason.empty(), "a failure has a reason");
}

}  // namespace triand::fuzz
