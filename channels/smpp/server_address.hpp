#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace triand::channels::smpp {

// Where an SMPP server listens: smpp://host:port, or smpps://host:port with TLS from the first byte.
struct ServerAddress {
  std::string host;  // a name or an address, IPv6 without brackets
  std::uint16_t port = 2775;
  bool tls = false;

  // Without a port 2775, with TLS 3550. nullopt: not such an address.
  [[nodiscard]] static std::optional<ServerAddress> parse(std::string_view url);
};

}  // namespace triand::channels::smpp
