#pragma once

#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>

#include "tests/source_file.hpp"

namespace triand::config {

// The configuration that is installed, with its channels uncommented as its own text says.
inline std::string default_config_with_channels() {
  std::ifstream file(triand::test::source_file("config/triand.yaml"));
  if (!file) throw std::runtime_error("no config/triand.yaml");
  std::ostringstream out;
  bool in_channels = false;
  for (std::string line; std::getline(file, line);) {
    if (line == "channels: {}") {
      in_channels = true;
      line = "# removed";
    } else if (in_channels && line.starts_with('#')) {
      line.erase(0, 1);
    }
    out << line << '\n';
  }
  return out.str();
}

}  // namespace triand::config
