#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "channels/smpp/pdu.hpp"
#include "channels/smpp/short_text.hpp"

namespace triand::channels::smpp {

// How a text of several parts travels. One way to a link, never two together.
enum class LongMessages {
  udh,      // each part with a user data header (3GPP TS 23.040, 9.2.3.24.1)
  sar,      // each part with sar_* parameters: the server writes the header
  payload,  // in one piece in message_payload: the server splits it
};

// The submit_sm of a text: copies of `pattern` (addresses, validity, registered delivery) with the text, one for each
// part; a text that fits into one part is always a plain short_message. `reference` tells the parts of one message from
// those of the recipient's others. Empty: the text has more parts than can be numbered.
[[nodiscard]] std::vector<ShortMessage> submits_of(std::string_view utf8, DefaultAlphabet alphabet,
                                                   LongMessages form, std::uint16_t reference,
                                                   const ShortMessage& pattern);

}  // namespace triand::channels::smpp
