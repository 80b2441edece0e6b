#pragma once

#include <string>
#include <vector>

#include "channels/letter/letter.hpp"
#include "channels/letter/paragraph.hpp"

namespace triand::channels::letter {

// What shows through the window: the name in bold, street / commune / province. Since July 2025 the province is what
// tells communes of the same name apart.
[[nodiscard]] Paragraph address_block(const Letter& letter);

// The sender: the customer's unit in bold, and the configured lines.
[[nodiscard]] Paragraph sender_block(const std::string& unit_name,
                                     const std::vector<std::string>& sender_address);

}  // namespace triand::channels::letter
