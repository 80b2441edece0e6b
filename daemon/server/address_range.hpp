#pragma once

#include <string>
#include <string_view>
#include <variant>

#include <boost/asio/ip/address.hpp>

namespace triand::server {

// Addresses that begin with the same bits: one machine, or a network of a few.
class AddressRange {
 public:
  // How few bits a network may have: 65,536 addresses of IPv4, one site's of IPv6. What is wider is nobody's own.
  static constexpr int kFewestBits4 = 16;
  static constexpr int kFewestBits6 = 48;

  // "10.0.4.7", "10.0.4.0/28", "fd00:4::/64"; or why that is none, as a sentence with the remedy.
  [[nodiscard]] static std::variant<AddressRange, std::string> read(std::string_view text);

  // An IPv4 address that is written as one of IPv6 is the former.
  [[nodiscard]] bool holds(const boost::asio::ip::address& address) const;
  // Whether it holds addresses of this machine's own.
  [[nodiscard]] bool is_loopback() const { return first_.is_loopback(); }

 private:
  AddressRange(boost::asio::ip::address first, int bits) : first_(first), bits_(bits) {}

  boost::asio::ip::address first_;
  int bits_;
};

// An address as one, not as IPv6 that stands for IPv4.
[[nodiscard]] boost::asio::ip::address plain_address(const boost::asio::ip::address& address);

}  // namespace triand::server
