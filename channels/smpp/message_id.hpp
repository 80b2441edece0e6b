#pragma once

#include <string>
#include <string_view>

namespace triand::channels::smpp {

// How a server writes one message's id in its answer and in its receipt: some write the same number in hexadecimal in
// one of them (Kannel's msg-id-type).
enum class MessageIds {
  same,
  answer_hex,   // submit_sm_resp in hexadecimal, receipts in decimal
  receipt_hex,  // the other way round
};

// One form of an id for both places, so that they can be compared: without leading zeros, in the last two ways as a
// decimal number where it is one. What would part ids in a list (',' and blanks) becomes '_'.
[[nodiscard]] std::string answer_id(std::string_view id, MessageIds ids);
[[nodiscard]] std::string receipt_id(std::string_view id, MessageIds ids);

}  // namespace triand::channels::smpp
