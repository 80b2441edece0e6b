#pragma once

#include <exception>

namespace triand::standin {

// The completion of every spawned coroutine: says on standard error what it died of, and the rest goes on.
void report_failure(std::exception_ptr failure);

}  // namespace triand::standin
