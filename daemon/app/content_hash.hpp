#pragma once

#include <functional>
#include <string>

namespace triand::app {

// The SHA-256 of a file in hex, as `sha256sum` prints it; empty when `stopping` says so before the end. Throws
// std::system_error when the file cannot be read.
[[nodiscard]] std::string content_hash(const std::string& path, const std::function<bool()>& stopping);

}  // namespace triand::app
