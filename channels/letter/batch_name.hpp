#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "channels/letter/vietnam_time.hpp"

namespace triand::channels::letter {

// What a batch is called, from its first letter to the folder that it appears as: campaign, day and sequence,
// "tri-an-2026-20261218-001". Letters, digits and '-' only; what else is in a campaign's name becomes '-'.
[[nodiscard]] std::string name_stem(std::string_view campaign, bool test, Time opened);
[[nodiscard]] std::string batch_name(const std::string& stem, unsigned sequence);

// The sequence in a name with that stem; nothing for any other name.
[[nodiscard]] std::optional<unsigned> sequence_in(std::string_view name, std::string_view stem);

}  // namespace triand::channels::letter
