#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "channels/smpp/pdu.hpp"

namespace triand::channels::smpp {

// SMPP 3.4 PDUs to bytes and back (sections 4 and 5 of the specification). Pure.

// Throws std::length_error when a field is longer than the protocol allows: whoever fills one has to look first.
[[nodiscard]] std::string encode(const Pdu& pdu);

// A whole PDU, with its header, as FrameBuffer cuts it out. nullopt: the body does not make sense. The answer to a
// message may end early, as real ones do: without a body, or with an id that lacks its zero byte.
[[nodiscard]] std::optional<Pdu> decode(std::string_view frame);

}  // namespace triand::channels::smpp
