#pragma once

#include <cstdint>
#include <string_view>

#include "tests/standin/http/reply.hpp"
#include "tests/standin/ledger/ledger.hpp"

namespace triand::standin {

// The answer of a gateway that checks nothing, for benches: finds the references by looking for their keys in the
// body, without parsing it, and records them in a compact ledger. `count` makes provider ids unique.
[[nodiscard]] Reply fast_answer(Channel channel, std::string_view body, std::uint64_t count, Ledger& ledger);

// The text after `"key":"` from `from` on, up to the next quote; moves `from` behind it. Empty when there is none.
[[nodiscard]] std::string_view scan_text(std::string_view body, std::string_view key, std::size_t& from);

}  // namespace triand::standin
