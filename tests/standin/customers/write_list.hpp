#pragma once

#include <cstdint>
#include <cstdio>

#include "tests/standin/customers/customer_list.hpp"

namespace triand::standin {

// Writes the header and so many rows in pieces of about a megabyte. Throws std::system_error when the file refuses.
void write_list(std::FILE* file, std::uint64_t count, CustomerList list);

}  // namespace triand::standin
