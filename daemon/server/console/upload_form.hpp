#pragma once

#include <string>
#include <string_view>

#include "daemon/server/console/form.hpp"

namespace triand::server {

// Why the body of a form with a file is not taken.
enum class UploadFault {
  none,
  foreign,    // its first field is not the session's token: nothing behind it was read
  malformed,  // no form of ours, or it broke off
  unstored,   // the disk failed
};

// Reads a form with a file (multipart/form-data) from the file that its body was received in, once and in blocks, and
// leaves there what the form's file holds alone: a form of any size needs no second file and no memory. The other
// fields come into `form`, and the file's name under the name of its field, empty when none was chosen. `token` is
// compared before anything else is done. On a worker thread: it waits for the disk. Whatever is wrong, the file stays
// its owner's to remove.
[[nodiscard]] UploadFault read_upload_form(const std::string& path, std::string_view content_type,
                                           const std::string& token, Form& form);

}  // namespace triand::server
