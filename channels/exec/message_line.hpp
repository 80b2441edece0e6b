#pragma once

#include <string>

#include "channels/envelope.hpp"

namespace triand::channels::exec {

// The line that a program is given for one message, with its line end (contract, section 7): {"reference","campaign",
// "customer_code","to","text","subject","data":{…}}, and "html" or "test": true where there is such.
[[nodiscard]] std::string message_line(const Envelope& envelope);

}  // namespace triand::channels::exec
