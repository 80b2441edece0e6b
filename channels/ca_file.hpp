#pragma once

#include <string>

#include "config/block.hpp"

namespace triand::channels {

// The key `ca_file`: the certificates (PEM) of those whom a channel believes who its gateway is, instead of the system's;
// relative to the configuration file. A file that cannot be read or holds no certificate is a problem, and so is one
// where `uses_tls` is false. The file's absolute path; empty without the key.
[[nodiscard]] std::string read_ca_file(config::Block& block, bool uses_tls);

}  // namespace triand::channels
