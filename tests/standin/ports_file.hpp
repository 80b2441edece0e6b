#pragma once

#include <cstdint>
#include <string>

namespace triand::standin {

// Writes {"http":N,"smtp":N,"smpp":N} so that the file appears complete or not at all. Throws std::system_error.
void write_ports_file(const std::string& path, std::uint16_t http_port, std::uint16_t smtp_port,
                      std::uint16_t smpp_port);

}  // namespace triand::standin
