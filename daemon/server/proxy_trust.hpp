#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

#include <boost/asio/ip/address.hpp>

#include "daemon/server/address_range.hpp"

namespace triand::server {

// Which reverse proxies are believed, and in what: where a client is, and, if so configured, who he is.
struct ProxyTrust {
  enum class Says { x_forwarded_for, forwarded };

  // This machine's own, as far as a client's address goes: what a proxy beside the service needs.
  [[nodiscard]] static ProxyTrust usual();

  [[nodiscard]] bool believes(const boost::asio::ip::address& proxy) const;
  // The same of a connection's other end, whose own end is `here`. Any user of this machine may speak from its other
  // addresses: of them only loopback is believed, where it is named.
  [[nodiscard]] bool believes_peer(const boost::asio::ip::address& peer,
                                   const boost::asio::ip::address& here) const;

  std::vector<AddressRange> addresses = {};
  std::string socket = {};            // a path; empty: none
  uid_t socket_uid = 0;               // whose connections it takes, besides root's and the service's own
  Says says = Says::x_forwarded_for;  // the one header in which a client's address is believed
  std::string user_header = {};  // names who has logged in at the proxy; empty: nobody is believed in that
};

}  // namespace triand::server
