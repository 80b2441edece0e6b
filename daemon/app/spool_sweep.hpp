#pragma once

#include <chrono>
#include <string>

namespace triand::app {

// What goes from the folder of uploads and rejects: they hold names and telephones. Each returns how many files went; a
// folder or file that cannot be read is passed over.

// What an earlier run of the service was about when it died: lists that were being handed over or were kept for the
// console, files half written, the rejects of dry runs. Nobody will ask for them. Called before the first request is
// taken.
int remove_left_files(const std::string& folder);

// Rejected rows that nobody has written to since `before`: whoever wanted to correct them has long done so.
int remove_old_rejects(const std::string& folder, std::chrono::system_clock::time_point before);

// Lists that were sent to the console before `before` and not loaded, whose owner may have gone, and the rejects of dry
// runs from before: nothing was loaded.
int remove_old_lists(const std::string& folder, std::chrono::system_clock::time_point before);

}  // namespace triand::app
