#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace triand::channels::exec {

// The words a program is started with, the first being its path.
using Words = std::vector<std::string>;

// A command that was written as one text: parted at blanks when it is nothing but words, else (quotes, variables,
// pipes) given to /bin/sh, as Perl's system() and Docker's shell form do.
[[nodiscard]] Words words_of(const std::string& command);

// Where the program of that name is: in `folder` when it is a relative path, in the folders of `search_path` when it is
// a bare name. Empty when there is none that may be run.
[[nodiscard]] std::string find_program(const std::string& name, const std::string& folder,
                                       std::string_view search_path);

}  // namespace triand::channels::exec
