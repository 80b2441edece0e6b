#include "tests/source_file.hpp"

namespace triand::test {

std::string source_file(const std::string& path) { return TRIAND_SOURCE_DIR "/" + path; }

}  // namespace triand::test
