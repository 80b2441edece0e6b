#include "tests/standin/net/report_failure.hpp"

#include <cstdio>

#include <fmt/format.h>

namespace triand::standin {

void report_failure(std::exception_ptr failure) {
  if (!failure) return;
  try {
    std::rethrow_exception(failure);
  } catch (const std::exception& error) {
    fmt::print(stderr, "triand-standin: a connection failed: {}\n", error.what());
  }
}

}  // namespace triand::standin
