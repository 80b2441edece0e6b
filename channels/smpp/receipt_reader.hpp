#pragma once

#include <optional>

#include "channels/receipt.hpp"
#include "channels/smpp/message_id.hpp"
#include "channels/smpp/pdu.hpp"

namespace triand::channels::smpp {

// What a deliver_sm says of a message of ours: by its parameters receipted_message_id and message_state, else by its
// text. nullopt: it is no receipt (a customer's own message), or names no message.
[[nodiscard]] std::optional<Receipt> read_receipt(const ShortMessage& message, MessageIds ids);

}  // namespace triand::channels::smpp
