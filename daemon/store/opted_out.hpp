#pragma once

#include <cstdint>
#include <set>
#include <vector>

#include "daemon/store/write_session.hpp"

namespace triand::store {

// Those of these customers of whom a list has said by now that they want no thank-you.
[[nodiscard]] std::set<std::int64_t> opted_out(WriteSession& session,
                                               const std::vector<std::int64_t>& customers);

}  // namespace triand::store
