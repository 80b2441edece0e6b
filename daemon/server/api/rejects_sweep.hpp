#pragma once

#include <cstddef>
#include <string>

namespace triand::server {

// Removes the rejects files of a folder in which a customer code stands, in either letter case: their rows hold all
// that the list said of the customer. Whoever loaded the list has fetched them already. Returns how many there were.
std::size_t remove_rejects_with(const std::string& folder, const std::string& code);

}  // namespace triand::server
