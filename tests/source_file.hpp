#pragma once

#include <string>

namespace triand::test {

// A file of the source tree, by its path from the root: `source_file("config/triand.yaml")`. Where the tree lies is
// compiled into one file only, so that a compiler cache serves every clone.
[[nodiscard]] std::string source_file(const std::string& path);

}  // namespace triand::test
