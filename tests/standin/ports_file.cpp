#include "tests/standin/ports_file.hpp"

#include <cerrno>
#include <cstdio>
#include <fstream>
#include <system_error>

#include <fmt/format.h>

namespace triand::standin {

void write_ports_file(const std::string& path, std::uint16_t http_port, std::uint16_t smtp_port,
                      std::uint16_t smpp_port) {
  std::string unfinished = path + ".unfinished";
  std::ofstream file(unfinished);
  file << fmt::format("{{\"http\":{},\"smtp\":{},\"smpp\":{}}}\n", http_port, smtp_port, smpp_port);
  file.close();
  if (!file || std::rename(unfinished.c_str(), path.c_str()) != 0) {
    throw std::system_error(errno, std::generic_category(), "cannot write the ports file " + path);
  }
}

}  // namespace triand::standin
