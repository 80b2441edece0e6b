#pragma once

#include <chrono>
#include <string>

namespace triand::channels::smpp {

// Times as SMPP writes them (3.4, 7.1.1), 16 characters.

// "YYMMDDhhmmsstnnp" by the clock of Vietnam, which is 28 quarters of an hour ahead: "261221203000028+".
[[nodiscard]] std::string absolute_time(std::chrono::system_clock::time_point time);

// "YYMMDDhhmmss000R": so long from when the server takes the message. At most 99 days, at least a second.
[[nodiscard]] std::string relative_time(std::chrono::seconds span);

}  // namespace triand::channels::smpp
