#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include <catch2/catch.hpp>

#include "tests/daemon/server/served.hpp"
#include "tests/daemon/server/wire.hpp"

namespace triand::tests {

// A server with one address that anybody may read and write.
struct Echo : Served {
  Echo() {
    for (const char* method : {"GET", "POST"}) {
      server::Route route = open_route(method, "/webhooks/{channel}", [](server::Request& request) {
        return server::Response::text("got " + request.body);
      });
      route.runs = server::Runs::on_network;
      router.add(std::move(route));
    }
  }
};

inline const std::string kGet = "GET /webhooks/sms HTTP/1.1\r\nHost: x\r\n";
inline const std::string kPost = "POST /webhooks/sms HTTP/1.1\r\nHost: x\r\n";

// Sends a piece again and again until the server has closed.
inline void drip(Wire& wire, std::string_view piece) {
  using namespace std::chrono_literals;
  const auto begin = std::chrono::steady_clock::now();
  while (wire.send(piece) && !wire.closes_within(10ms))
    REQUIRE(std::chrono::steady_clock::now() - begin < 10s);
}

}  // namespace triand::tests
