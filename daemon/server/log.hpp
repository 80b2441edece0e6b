#pragma once

#include <functional>
#include <string_view>

namespace triand::server {

enum class LogLevel { info, warning, error };

// Takes one line of the service's log: an event name of the documented list and a sentence. Called on any thread.
// What is given to it holds no telephone, no name and no request path, which may hold a customer's code.
using Log = std::function<void(LogLevel level, std::string_view event, std::string_view text)>;

}  // namespace triand::server
