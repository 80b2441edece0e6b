#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>

#include "tests/daemon/server/echo.hpp"

using namespace triand;
using namespace triand::tests;
using namespace std::chrono_literals;

namespace {

// An echo, and two addresses that answer with more than a socket holds.
struct Heavy : Echo {
  Heavy() {
    const std::string file = folder / "large";
    std::ofstream(file) << "x";
    std::filesystem::resize_file(file, kAnswerBytes);
    router.add(open_route("GET", "/large", [](server::Request&) {
      return server::Response::text(std::string(kAnswerBytes, 'x'));
    }));
    router.add(open_route("GET", "/large-file", [file](server::Request&) {
      return server::Response::of_file(file, "text/plain");
    }));
  }

  static constexpr std::size_t kAnswerBytes = 64 * 1024 * 1024;
};

}  // namespace

TEST_CASE("malformed and greedy requests are refused with the right status") {
  Echo echo;
  echo.start();
  const auto [name, bytes, status] = GENERATE(table<std::string, std::string, int>({
      {"a plain request", kGet + "\r\n", 200},
      {"a 9 KB header", kGet + "X-Long: " + std::string(9 * 1024, 'x') + "\r\n\r\n", 431},
      {"a 9 KB header that never ends", kGet + "X-Long: " + std::string(9 * 1024, 'x'), 431},
      {"a body past the limit", kPost + "Content-Length: 1048577\r\n\r\n", 413},
      {"a chunk past the limit", kPost + "Transfer-Encoding: chunked\r\n\r\n200000\r\n", 413},
      {"Content-Length and Transfer-Encoding",
       kPost + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\nabc", 400},
      {"two Content-Length", kPost + "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd", 400},
      {"a space before the colon", kGet + "X-Odd : 1\r\n\r\n", 400},
      {"bare line feeds", "GET /webhooks/sms HTTP/1.1\nHost: x\n\n", 400},
      {"bytes of TLS", std::string("\x16\x03\x01\x02\x00\x01\x00", 7), 400},
      {"a missing Host", "GET /webhooks/sms HTTP/1.1\r\n\r\n", 400},
      {"two Hosts", kGet + "Host: y\r\n\r\n", 400},
      {"a folded header line", kGet + "X-Fold: a\r\n b\r\n\r\n", 400},
      {"a header line folded by a tab", kGet + "X-Fold: a\r\n\tb\r\n\r\n", 400},
      {"a bad chunk", kPost + "Transfer-Encoding: chunked\r\n\r\nzz\r\n", 400},
      {"an absolute address", "GET http://x/webhooks/sms HTTP/1.1\r\nHost: x\r\n\r\n", 400},
      {"broken percent-encoding", "GET /webhooks/%zz HTTP/1.1\r\nHost: x\r\n\r\n", 400},
      {"HTTP/3.0", "GET / HTTP/3.0\r\nHost: x\r\n\r\n", 400},
  }));
  INFO(name);
  Wire wire = Wire::tcp(echo.port);
  REQUIRE(wire.send(bytes));
  const std::string response = wire.response();
  CHECK(status_of(response) == status);
  if (status == 200) return;
  CHECK(response.find("\"schema\":\"triand.error/v1\"") != std::string::npos);
  CHECK(response.find("Connection: close") != std::string::npos);
  CHECK(wire.closed());
}

TEST_CASE("a connection is kept and pipelined requests are answered in order") {
  Echo echo;
  echo.start();
  Wire wire = Wire::tcp(echo.port);
  wire.send(kPost + "Content-Length: 3\r\n\r\none" + kPost + "Content-Length: 3\r\n\r\ntwo");
  CHECK(body_of(wire.response()) == "got one");
  CHECK(body_of(wire.response()) == "got two");
  wire.send(kGet + "Connection: close\r\n\r\n");
  CHECK(status_of(wire.response()) == 200);
  CHECK(wire.closed());
}

TEST_CASE("a client that says nothing is closed") {
  Echo echo;
  echo.options.limits.head_time = 50ms;
  echo.start();
  Wire wire = Wire::tcp(echo.port);
  CHECK(wire.closed());
}

TEST_CASE("dripping header bytes does not extend a slow client's time") {
  Echo echo;
  echo.options.limits.head_time = 100ms;
  echo.options.limits.idle_time = 1h;
  echo.start();
  Wire wire = Wire::tcp(echo.port);
  wire.send(kGet);
  drip(wire, "A: 1\r\n");
}

TEST_CASE("a client that reads nothing of its answer is closed, and its place is free") {
  const std::string path = GENERATE("/large", "/large-file");
  INFO(path);
  Heavy heavy;
  heavy.options.limits.write_time = 200ms;
  heavy.options.limits.connections = 1;
  heavy.start();
  Wire greedy = Wire::tcp(heavy.port);
  REQUIRE(greedy.send("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n"));
  REQUIRE(greedy.begins());
  bool served = false;
  std::size_t refused = 0;
  for (const auto begin = std::chrono::steady_clock::now();
       !served && std::chrono::steady_clock::now() - begin < 10s;) {
    Wire other = Wire::tcp(heavy.port);
    served = other.send(kGet + "\r\n") && status_of(other.response()) == 200;
    if (!served) ++refused;
  }
  CHECK(refused > 0);  // it was held
  CHECK(served);
}

TEST_CASE("a kept connection is closed when it idles") {
  Echo echo;
  echo.options.limits.idle_time = 50ms;
  echo.start();
  Wire wire = Wire::tcp(echo.port);
  wire.send(kGet + "\r\n");
  CHECK(status_of(wire.response()) == 200);
  CHECK(wire.closed());
}

TEST_CASE("a connection past the limit is closed, and its place is free when another goes") {
  Echo echo;
  echo.options.limits.connections = 1;
  echo.start();
  Wire first = Wire::tcp(echo.port);
  first.send(kGet + "\r\n");
  CHECK(status_of(first.response()) == 200);
  {
    Wire second = Wire::tcp(echo.port);
    second.send(kGet + "\r\n");
    CHECK(second.response().empty());
  }
  Wire local = Wire::local(echo.options.control_socket);
  local.send(kGet + "\r\n");
  CHECK(status_of(local.response()) == 200);
  first.send(kGet + "Connection: close\r\n\r\n");
  CHECK(status_of(first.response()) == 200);
  CHECK(first.closed());
  // The server closes before it counts: a new client may have to try again.
  bool served = false;
  for (const auto begin = std::chrono::steady_clock::now();
       !served && std::chrono::steady_clock::now() - begin < 10s;) {
    Wire third = Wire::tcp(echo.port);
    served = third.send(kGet + "\r\n") && status_of(third.response()) == 200;
  }
  CHECK(served);
}
