#include "daemon/server/proxy_trust.hpp"

#include <catch2/catch.hpp>

#include "daemon/server/client_address.hpp"

namespace triand::server {
namespace {

AddressRange range(const std::string& text) {
  const auto read = AddressRange::read(text);
  if (const auto* fault = std::get_if<std::string>(&read)) FAIL(*fault);
  return std::get<AddressRange>(read);
}

std::string fault(const std::string& text) {
  const auto read = AddressRange::read(text);
  const auto* found = std::get_if<std::string>(&read);
  return found == nullptr ? std::string() : *found;
}

bool holds(const std::string& text, const std::string& address) {
  return range(text).holds(boost::asio::ip::make_address(address));
}

Request with(Headers headers) {
  Request request;
  request.headers = std::move(headers);
  return request;
}

ProxyTrust trust_in(const std::vector<std::string>& addresses,
                    ProxyTrust::Says says = ProxyTrust::Says::x_forwarded_for) {
  ProxyTrust out;
  for (const std::string& text : addresses) out.addresses.push_back(range(text));
  out.says = says;
  return out;
}

std::string client(const ProxyTrust& trust, const std::string& peer, Headers headers) {
  const bool believed = peer.empty() || trust.believes(boost::asio::ip::make_address(peer));
  return client_address({peer, believed}, with(std::move(headers)), trust);
}

TEST_CASE("a range holds the addresses that begin as it does, in either way of writing") {
  CHECK(holds("10.0.4.7", "10.0.4.7"));
  CHECK_FALSE(holds("10.0.4.7", "10.0.4.8"));
  CHECK(holds("10.0.4.16/28", "10.0.4.16"));
  CHECK(holds("10.0.4.16/28", "10.0.4.31"));
  CHECK_FALSE(holds("10.0.4.16/28", "10.0.4.32"));
  CHECK_FALSE(holds("10.0.4.16/28", "10.0.4.15"));
  CHECK(holds("10.0.4.7", "::ffff:10.0.4.7"));
  CHECK(holds("::ffff:10.0.4.7", "10.0.4.7"));
  CHECK(holds("fd00:4::/64", "fd00:4::1234"));
  CHECK_FALSE(holds("fd00:4::/64", "fd00:4:0:1::1"));
  CHECK_FALSE(holds("fd00:4::/64", "10.0.4.7"));
  CHECK(holds("127.0.0.0/8", "127.0.0.1"));
  CHECK(range("127.0.0.1").is_loopback());
  CHECK(range("::1").is_loopback());
  CHECK_FALSE(range("10.0.4.7").is_loopback());
}

TEST_CASE("a range that would believe everybody, or is none, is refused with what would be right") {
  for (const char* wide : {"0.0.0.0/0",
                           "::/0",
                           "0.0.0.0",
                           "::",
                           "10.0.0.0/8",
                           "128.0.0.0/1",
                           "2000::/3",
                           "fd00::/32",
                           "10.0.4.0/-1",
                           "10.0.4.0/33",
                           "10.0.4.0/",
                           "10.0.4.0/28x",
                           "10.0.4.0/ 28",
                           "10.0.4.17/28",
                           "fd00:4::1/64",
                           "224.0.0.1",
                           "ff02::1",
                           "",
                           "/16",
                           "*",
                           "any",
                           "proxy.example",
                           "10.0.4",
                           "10.0.4.7:80",
                           "[::1]",
                           "fe80::1%1",
                           "10.0.4.7,10.0.4.8"}) {
    CAPTURE(wide);
    CHECK_FALSE(fault(wide).empty());
  }
  CHECK(fault("10.0.0.0/8").find("at least /16") != std::string::npos);
  CHECK(fault("10.0.4.17/28").find("10.0.4.16/28") != std::string::npos);
  CHECK(fault("10.4.0.0/16").empty());
  CHECK(fault("fd00:4::/48").empty());
}

TEST_CASE("by default this machine's own proxy is believed, and nobody else") {
  const ProxyTrust usual = ProxyTrust::usual();
  for (const char* own : {"127.0.0.1", "127.0.0.53", "::1", "::ffff:127.0.0.1"})
    CHECK(usual.believes(boost::asio::ip::make_address(own)));
  for (const char* other : {"10.0.4.7", "192.0.2.7", "128.0.0.1", "::2", "fd00::1"})
    CHECK_FALSE(usual.believes(boost::asio::ip::make_address(other)));
  CHECK(usual.user_header.empty());
  CHECK(usual.socket.empty());
}

TEST_CASE("whoever speaks from another address of this machine is no proxy, whatever the ranges say") {
  const ProxyTrust trust = trust_in({"10.0.4.0/28", "127.0.0.1"});
  const auto believes = [&](const char* peer, const char* here) {
    return trust.believes_peer(boost::asio::ip::make_address(peer), boost::asio::ip::make_address(here));
  };
  CHECK(believes("10.0.4.7", "10.0.4.9"));
  CHECK(believes("127.0.0.1", "127.0.0.1"));
  CHECK_FALSE(believes("10.0.4.9", "127.0.0.1"));
  CHECK_FALSE(believes("10.0.4.9", "10.0.4.9"));
  CHECK_FALSE(believes("10.0.4.17", "10.0.4.9"));
}

TEST_CASE("a client is known by its own address, or by what the proxy on this machine says last") {
  const ProxyTrust usual = ProxyTrust::usual();
  CHECK(client(usual, "192.0.2.7", {{"X-Forwarded-For", "198.51.100.1"}}) == "192.0.2.7");
  CHECK(client(usual, "127.0.0.1", {}) == "loopback");
  CHECK(client(usual, "127.0.0.1", {{"X-Forwarded-For", "1.2.3.4, 198.51.100.1"}}) == "198.51.100.1");
  CHECK(client(usual, "127.0.0.1", {{"X-Forwarded-For", "1.2.3.4"}, {"x-forwarded-for", "198.51.100.1"}}) ==
        "198.51.100.1");
  CHECK(client(usual, "127.0.0.1", {{"X-Forwarded-For", "nonsense"}}) == "loopback");
  CHECK(client(usual, "2001:db8:1:2:3:4:5:6", {}) == "2001:db8:1:2::/64");
  CHECK(client(usual, "2001:db8:1:2::9", {}) == client(usual, "2001:db8:1:2:ffff::", {}));
  CHECK(client(usual, "::ffff:192.0.2.7", {}) == "192.0.2.7");
}

TEST_CASE("behind several proxies the client is the last address that is none of theirs") {
  const ProxyTrust trust = trust_in({"10.0.4.16/28"});
  const auto said = [&](const std::string& value) {
    return client(trust, "10.0.4.17", {{"X-Forwarded-For", value}});
  };
  CHECK(said("198.51.100.1") == "198.51.100.1");
  CHECK(said("6.6.6.6, 198.51.100.1, 10.0.4.18") == "198.51.100.1");
  CHECK(said("10.0.4.19, 10.0.4.18") == "10.0.4.19");
  CHECK(said("198.51.100.1:4711") == "198.51.100.1");
  CHECK(said("[2001:db8:1:2::9]:4711") == "2001:db8:1:2::/64");
  // What stands behind a word that is no address was not said by a proxy.
  CHECK(said("6.6.6.6, unknown") == "10.0.4.17");
  CHECK(said("6.6.6.6, unknown, 10.0.4.18") == "10.0.4.18");
  CHECK(said("") == "10.0.4.17");
  CHECK(said(",,,") == "10.0.4.17");
  // Nor are others' proxies believed, this machine's included.
  CHECK(client(trust, "10.0.4.32", {{"X-Forwarded-For", "6.6.6.6"}}) == "10.0.4.32");
  CHECK(client(trust, "127.0.0.1", {{"X-Forwarded-For", "6.6.6.6"}}) == "loopback");
}

TEST_CASE("only the header that the proxy writes is read") {
  const Headers both{{"Forwarded", "for=6.6.6.6"}, {"X-Forwarded-For", "198.51.100.1"}};
  CHECK(client(trust_in({"10.0.4.7"}), "10.0.4.7", both) == "198.51.100.1");
  const ProxyTrust rfc = trust_in({"10.0.4.7", "10.0.4.8"}, ProxyTrust::Says::forwarded);
  CHECK(client(rfc, "10.0.4.7", both) == "6.6.6.6");
  const auto said = [&](const std::string& value) { return client(rfc, "10.0.4.7", {{"Forwarded", value}}); };
  CHECK(said("for=6.6.6.6;proto=http, For=\"198.51.100.1:47\";by=10.0.4.7") == "198.51.100.1");
  CHECK(said("for=\"[2001:db8:1:2::9]:4711\", for=10.0.4.8") == "2001:db8:1:2::/64");
  CHECK(said("for=6.6.6.6, for=_hidden") == "10.0.4.7");
  CHECK(said("for=6.6.6.6, proto=https") == "10.0.4.7");
  // A quoted comma or semicolon parts nothing.
  CHECK(said("by=\"x;for=6.6.6.6,for=6.6.6.6\";for=198.51.100.1") == "198.51.100.1");
  CHECK(said("for=\"6.6.6.6") == "10.0.4.7");
}

TEST_CASE("a quote that a client leaves open hides nothing of what the proxy writes behind it") {
  const ProxyTrust usual = ProxyTrust::usual();
  for (const char* text : {"\"", "6.6.6.6, \"", "\"a\", \"6.6.6.6"})
    CHECK(client(usual, "127.0.0.1", {{"X-Forwarded-For", std::string(text) + ", 198.51.100.1"}}) ==
          "198.51.100.1");
  const ProxyTrust rfc = trust_in({"10.0.4.0/28"}, ProxyTrust::Says::forwarded);
  for (const char* text : {"\"", "for=\"6.6.6.6", "for=6.6.6.6;by=\"x"}) {
    CHECK(client(rfc, "10.0.4.7", {{"Forwarded", std::string(text) + ", for=198.51.100.1"}}) ==
          "198.51.100.1");
    CHECK(client(rfc, "10.0.4.7", {{"Forwarded", std::string(text) + ", for=\"[2001:db8:1:2::9]:4711\""}}) ==
          "2001:db8:1:2::/64");
  }
}

TEST_CASE("over the proxies' socket the client is whom they name, or nobody but a proxy") {
  const ProxyTrust trust;
  CHECK(client(trust, "", {{"X-Forwarded-For", "198.51.100.1"}}) == "198.51.100.1");
  CHECK(client(trust, "", {{"X-Forwarded-For", "6.6.6.6, 198.51.100.1"}}) == "198.51.100.1");
  CHECK(client(trust, "", {}) == "proxy");
}

}  // namespace
}  // namespace triand::server
