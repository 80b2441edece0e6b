#pragma once

#include <string_view>

#include "daemon/server/console/html.hpp"
#include "daemon/server/console/literal.hpp"
#include "daemon/server/console/page_frame.hpp"

namespace triand::server {

inline constexpr Phrase kAckTitle{"Phản hồi của nhà in và bưu điện", "What printer and post say"};
// Where the form with a file goes.
inline constexpr Literal kAckUploadAddress = "/console/letters/ack/file";

// A file of acknowledgements is chosen, or what it holds is pasted; `typed`: was pasted before and not taken.
void put_ack_form(Html& html, const PageFrame& frame, std::string_view typed);

}  // namespace triand::server
