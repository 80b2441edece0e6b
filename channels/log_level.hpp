#pragma once

namespace triand::channels {

// How loud a line of the service's log is.
enum class LogLevel { info, warning, error };

}  // namespace triand::channels
