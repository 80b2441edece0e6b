#pragma once

#include <string>

namespace triand::app {

// Removes what an earlier run of the service was about when it died: lists that were being handed over, files half
// written, the rejects of dry runs. They hold names and telephones, and nobody will ask for them. Called before the
// first request is taken. Returns how many; a folder or file that cannot be read is passed over.
int remove_left_files(const std::string& folder);

}  // namespace triand::app
