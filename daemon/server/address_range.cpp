#include "daemon/server/address_range.hpp"

#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>

namespace triand::server {
namespace {

namespace ip = boost::asio::ip;

constexpr int kOwnBits4 = 8;  // 127.0.0.0/8 is this machine, as wide as it is

// The address's bytes, the first so many bits of them; the rest is nothing.
std::array<unsigned char, 16> first_bits(const ip::address& address, int bits) {
  std::array<unsigned char, 16> out{};
  const auto cut = [&](const auto& bytes) {
    for (std::size_t at = 0; at < bytes.size(); ++at) {
      const int left = bits - static_cast<int>(at) * 8;
      const unsigned mask = left >= 8 ? 0xFFU : left <= 0 ? 0U : (0xFFU << (8 - left)) & 0xFFU;
      out[at] = static_cast<unsigned char>(bytes[at] & mask);
    }
  };
  if (address.is_v4()) {
    cut(address.to_v4().to_bytes());
  } else {
    cut(address.to_v6().to_bytes());
  }
  return out;
}

int all_bits(const ip::address& address) { return address.is_v4() ? 32 : 128; }

ip::address first_of(const ip::address& address, int bits) {
  const auto bytes = first_bits(address, bits);
  if (address.is_v6()) return ip::address_v6(bytes);
  return ip::address_v4(ip::address_v4::bytes_type{bytes[0], bytes[1], bytes[2], bytes[3]});
}

}  // namespace

ip::address plain_address(const ip::address& address) {
  if (address.is_v6() && address.to_v6().is_v4_mapped())
    return ip::make_address_v4(ip::v4_mapped, address.to_v6());
  return address;
}

std::variant<AddressRange, std::string> AddressRange::read(std::string_view text) {
  const std::string quoted = "\"" + std::string(text) + "\"";
  const std::size_t slash = text.find('/');
  boost::system::error_code error;
  const ip::address address = plain_address(ip::make_address(std::string(text.substr(0, slash)), error));
  if (error || (address.is_v6() && address.to_v6().scope_id() != 0))
    return quoted + " is no address; write for example 10.0.4.7 or 10.0.4.0/28: names are not looked up";
  int bits = all_bits(address);
  if (slash != std::string_view::npos) {
    const std::string_view number = text.substr(slash + 1);
    const auto [end, fault] = std::from_chars(number.data(), number.data() + number.size(), bits);
    if (number.empty() || fault != std::errc() || end != number.data() + number.size() || bits < 0 ||
        bits > all_bits(address))
      return quoted + " has no number of bits behind its /; write for example 10.0.4.0/28";
  }
  const bool own = address.is_v4() && address.is_loopback();
  const int fewest = own ? kOwnBits4 : address.is_v4() ? kFewestBits4 : kFewestBits6;
  if (bits < fewest)
    return quoted + " is nearly everybody; name the proxies themselves, or a network of at least /" +
           std::to_string(fewest);
  if (address.is_unspecified() || address.is_multicast())
    return quoted + " is no machine's address; write the proxy's own";
  if (first_of(address, bits) != address)
    return quoted + " is an address inside a network; write " + first_of(address, bits).to_string() + "/" +
           std::to_string(bits) + ", or the address alone";
  return AddressRange(address, bits);
}

bool AddressRange::holds(const ip::address& address) const {
  const ip::address plain = plain_address(address);
  return plain.is_v4() == first_.is_v4() && first_bits(plain, bits_) == first_bits(first_, bits_);
}

}  // namespace triand::server
