#pragma once

#include "tests/standin/http/reply.hpp"
#include "tests/standin/http/request.hpp"
#include "tests/standin/ledger/ledger.hpp"

namespace triand::standin {

// GET /ledger and what is below it; 404 for the rest. The ledger must outlive the reply.
[[nodiscard]] Reply ledger_page(const Ledger& ledger, const Request& request);

// An error as the stand-in's own pages give it: `{"error": …}`.
[[nodiscard]] Reply error_page(unsigned status, std::string_view message);

}  // namespace triand::standin
