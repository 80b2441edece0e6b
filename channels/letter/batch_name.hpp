#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "channels/letter/letter.hpp"
#include "channels/letter/vietnam_time.hpp"

namespace triand::channels::letter {

// What a batch is called before it is closed: campaign, day and sequence, "tri-an-2026-20261218-001". Letters, digits
// and '-' only; what else is in a campaign's name becomes '-'.
[[nodiscard]] std::string name_stem(std::string_view campaign, bool test, Time opened);
[[nodiscard]] std::string provisional_name(const std::string& stem, unsigned sequence);

// Its name once it is closed: the same and 12 digits of a hash over its sorted references, so that the same letters
// closed again after a crash make the same name.
[[nodiscard]] std::string final_name(const std::string& provisional, const std::vector<Letter>& letters);

// The sequence in a provisional or final name with that stem; nothing for any other name.
[[nodiscard]] std::optional<unsigned> sequence_in(std::string_view name, std::string_view stem);

}  // namespace triand::channels::letter
