#include "daemon/app/settings_proxy.hpp"

#include <pwd.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include <string>

namespace triand::app {
namespace {

struct Read {
  explicit Read(const std::string& text) {
    config::Block block = config::Block::parse(text, "/etc/triand/triand.yaml", problems);
    proxy = read_proxy(block.child("proxy"));
    block.complain_unused();
  }

  [[nodiscard]] bool says(const std::string& words) const {
    for (const auto& problem : problems)
      if (problem.to_string().find(words) != std::string::npos) return true;
    return false;
  }

  config::Problems problems;
  server::ProxyTrust proxy;
};

std::string own_name() { return ::getpwuid(::geteuid())->pw_name; }

}  // namespace

TEST_CASE("who is believed as a proxy is configuration") {
  const Read all("proxy: {addresses: [10.0.4.7, fd00:4::/64], socket: proxy.sock, socket_user: " +
                 own_name() + ", client_header: Forwarded, user_header: X-Remote-User}\n");
  CHECK(all.problems.empty());
  CHECK(all.proxy.addresses.size() == 2);
  CHECK(all.proxy.believes(boost::asio::ip::make_address("fd00:4::1")));
  // No longer this machine's own.
  CHECK_FALSE(all.proxy.believes(boost::asio::ip::make_address("127.0.0.1")));
  CHECK(all.proxy.socket == "/etc/triand/proxy.sock");
  CHECK(all.proxy.socket_uid == ::geteuid());
  CHECK(all.proxy.says == server::ProxyTrust::Says::forwarded);
  CHECK(all.proxy.user_header == "X-Remote-User");
  CHECK_FALSE(believes_every_user(all.proxy));

  const Read one("proxy: {addresses: 10.0.4.7}\n");
  CHECK(one.problems.empty());
  CHECK(one.proxy.says == server::ProxyTrust::Says::x_forwarded_for);
  CHECK(one.proxy.user_header.empty());
}

TEST_CASE("a configuration that would believe everybody, or nobody, is a fault") {
  for (const char* text :
       {"proxy: {addresses: [0.0.0.0/0], user_header: X-Remote-User}\n", "proxy: {addresses: [\"::/0\"]}\n",
        "proxy: {addresses: [10.0.0.0/8]}\n", "proxy: {addresses: [10.0.4.7, 0.0.0.0]}\n",
        "proxy: {addresses: [\"*\"]}\n", "proxy: {addresses: [proxy.example]}\n", "proxy: {addresses: []}\n",
        "proxy: {user_header: X-Remote-User}\n", "proxy: {}\n",
        "proxy: {socket: /run/triand/proxy.sock, user_header: X-Remote-User}\n",
        "proxy: {socket: /run/triand/proxy.sock, socket_user: no-such-user-here}\n",
        "proxy: {addresses: [10.0.4.7], socket_user: www-data}\n",
        "proxy: {addresses: [10.0.4.7], client_header: X-Real-IP}\n",
        "proxy: {addresses: [10.0.4.7], adresses: [10.0.4.8]}\n"}) {
    CAPTURE(text);
    CHECK_FALSE(Read(text).problems.empty());
  }
  CHECK(Read("proxy: {addresses: [0.0.0.0/1]}\n").says("nearly everybody"));
  std::string many = "proxy: {addresses: [";
  for (int count = 0; count < 33; ++count) many += "10.0.4." + std::to_string(count + 1) + ",";
  CHECK(Read(many + "]}\n").says("more than 32"));
}

TEST_CASE("a header that browsers send for something else names nobody") {
  const auto header = [](const std::string& name) {
    return Read("proxy: {addresses: [10.0.4.7], user_header: \"" + name + "\"}\n").problems.size();
  };
  for (const char* good :
       {"X-Remote-User", "Remote-User", "X-Auth-Request-Preferred-Username", "x-forwarded-user"})
    CHECK(header(good) == 0);
  for (const std::string& bad :
       {std::string(), std::string("X Remote User"), std::string("X-Remote-User:"),
        std::string("X-Remote_User"), std::string("Cookie"), std::string("host"),
        std::string("Authorization"), std::string("X-Forwarded-For"), std::string("Sec-Fetch-User"),
        std::string("User-Agent"), std::string(65, 'x')}) {
    CAPTURE(bad);
    CHECK(header(bad) == 1);
  }
}

TEST_CASE("whether every user of this machine could name himself anybody is known") {
  const auto every = [](const std::string& more) {
    return believes_every_user(Read("proxy: {addresses: [127.0.0.1]" + more + "}\n").proxy);
  };
  CHECK_FALSE(every(""));
  CHECK(every(", user_header: X-Remote-User"));
  CHECK(believes_every_user(Read("proxy: {addresses: [10.0.4.7, \"::1\"], user_header: X-A}\n").proxy));
}

}  // namespace triand::app
