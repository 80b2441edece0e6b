#pragma once

#include <string>

namespace triand::channels::letter {

// Small steps on folders. Each throws std::system_error saying what could not be done, unless it says otherwise.

// Makes a folder with mode 0750 (letters are personal data); one that is there already is good.
void make_folder(const std::string& path);
// Whether what was made, moved and removed in it is on disk; false leaves errno.
[[nodiscard]] bool sync_folder(const std::string& path) noexcept;
// Empty when it cannot be read. Never throws.
[[nodiscard]] std::string contents_of(const std::string& path);
[[noreturn]] void fail(const std::string& what);  // with errno

}  // namespace triand::channels::letter
