#pragma once

#include <chrono>
#include <string>

namespace triand::app {

// Removes files of rejected rows that nobody has written to since `before`: they hold names and telephones, and whoever
// wanted to correct them has long done so. Returns how many; a folder or file that cannot be read is passed over.
int remove_old_rejects(const std::string& folder, std::chrono::system_clock::time_point before);

}  // namespace triand::app
