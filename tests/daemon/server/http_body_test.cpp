#include <catch2/catch.hpp>

#include <future>
#include <utility>
#include <vector>

#include "tests/daemon/server/echo.hpp"

#ifdef __SANITIZE_ADDRESS__
// Of sanitizer/allocator_interface.h, which Debian does not have for GCC.
extern "C" std::size_t __sanitizer_get_current_allocated_bytes();
#endif

using namespace triand;
using namespace triand::tests;
using namespace std::chrono_literals;

namespace {

// An echo, and an address whose one answer is the test's to give.
struct Waiting : Echo {
  Waiting() {
    server::Route route = open_route("POST", "/wait", nullptr);
    route.later = [this](server::Request&, server::Reply reply) { asked.set_value(std::move(reply)); };
    router.add(std::move(route));
  }

  std::promise<server::Reply> asked;
};

// An echo, and an address that takes files.
struct Filing : Echo {
  Filing() {
    server::Route route =
        open_route("POST", "/upload", [](server::Request&) { return server::Response::text("stored"); });
    route.upload = server::Upload{folder.path(), 1'000'000'000};
    router.add(std::move(route));
  }
};

// Bytes on the heap; 0: this build does not say.
std::size_t allocated() {
#ifdef __SANITIZE_ADDRESS__
  return __sanitizer_get_current_allocated_bytes();
#else
  return 0;
#endif
}

}  // namespace

TEST_CASE("a body of exactly the limit is taken") {
  Echo echo;
  echo.options.limits.body_bytes = 5;
  echo.start();
  Wire wire = Wire::tcp(echo.port);
  wire.send(kPost + "Content-Length: 5\r\n\r\nhello");
  CHECK(body_of(wire.response()) == "got hello");
  wire.send(kPost + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n");
  CHECK(body_of(wire.response()) == "got hello");
}

TEST_CASE("large bodies take no more memory together than there is for them, and small ones come in") {
  Waiting waiting;
  waiting.options.limits.bodies = {.most = 80'000, .each = 1'000'000, .kept = 0, .small = 1000};
  waiting.start();
  const std::string body(40'000, 'x');
  const std::string framed =
      GENERATE_COPY("Content-Length: 40000\r\n\r\n" + body,
                    "Transfer-Encoding: chunked\r\n\r\n9c40\r\n" + body + "\r\n0\r\n\r\n");
  const std::string large = kPost + "Content-Length: 20000\r\n\r\n" + std::string(20'000, 'x');
  Wire greedy = Wire::tcp(waiting.port);
  REQUIRE(greedy.send("POST /wait HTTP/1.1\r\nHost: x\r\n" + framed));
  const server::Reply reply = waiting.asked.get_future().get();
  {
    Wire other = Wire::tcp(waiting.port);
    REQUIRE(other.send(large));
    const std::string refused = other.response();
    CHECK(status_of(refused) == 503);
    CHECK(refused.find("\r\nRetry-After: 5\r\n") != std::string::npos);
    CHECK(refused.find("too-many-bodies") != std::string::npos);
  }
  Wire small = Wire::tcp(waiting.port);
  REQUIRE(small.send(kPost + "Content-Length: 1000\r\n\r\n" + std::string(1000, 'x')));
  CHECK(status_of(small.response()) == 200);
  Wire local = Wire::local(waiting.options.control_socket);
  REQUIRE(local.send(large));
  CHECK(status_of(local.response()) == 200);
  reply(server::Response::text("at last"));
  CHECK(status_of(greedy.response()) == 200);
  // It rests now, and holds nothing, nor does one that comes again and again.
  for (int request = 0; request < 3; ++request) {
    REQUIRE(small.send(kPost + "Content-Length: 40000\r\n\r\n" + body));
    CHECK(status_of(small.response()) == 200);
  }
}

TEST_CASE("a chunk's head or trailers that never end are refused, and not kept") {
  Echo echo;
  echo.start();
  const std::string endless = GENERATE("1;", "0\r\nX-Trailer: ");
  Wire wire = Wire::tcp(echo.port);
  REQUIRE(wire.send(kPost + "Transfer-Encoding: chunked\r\n\r\n" + endless));
  const std::string piece(10'000, 'a');
  int sent = 0;
  while (sent < 1000 && !wire.closes_within(0ms) && wire.send(piece)) ++sent;
  CHECK(sent < 1000);
}

TEST_CASE("a body takes memory as it comes, not as it is announced") {
  Echo echo;
  echo.start();
  const std::size_t before = allocated();
  if (before == 0) return;  // nobody counts it in this build
  std::vector<Wire> wires;
  for (int count = 0; count < 60; ++count) {
    wires.push_back(Wire::tcp(echo.port));
    REQUIRE(wires.back().send(kPost + "Content-Length: 1000000\r\n\r\nx"));
  }
  // What comes behind them is answered when they have been read.
  Wire last = Wire::tcp(echo.port);
  REQUIRE(last.send(kGet + "\r\n"));
  REQUIRE(status_of(last.response()) == 200);
  CHECK(allocated() > before + 60 * 10'000);
  CHECK(allocated() < before + 60 * 100'000);
}

TEST_CASE("a client that stops in the middle of its body is closed") {
  Echo echo;
  echo.options.limits.body_time = 50ms;
  echo.start();
  Wire wire = Wire::tcp(echo.port);
  wire.send(kPost + "Content-Length: 10\r\n\r\nabc");
  CHECK(wire.closed());
}

TEST_CASE("dripping bytes of a body does not extend a slow client's time") {
  Filing filing;
  filing.options.limits.body_time = 100ms;
  filing.start();
  const auto [name, head, piece] = GENERATE(table<std::string, std::string, std::string>({
      {"a body of that length", kPost + "Content-Length: 1000000\r\n\r\n", "x"},
      {"a body in chunks", kPost + "Transfer-Encoding: chunked\r\n\r\n", "1\r\nx\r\n"},
      {"a file", "POST /upload HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n", "x"},
      {"a file in chunks", "POST /upload HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n",
       "1\r\nx\r\n"},
  }));
  INFO(name);
  Wire wire = Wire::tcp(filing.port);
  REQUIRE(wire.send(head));
  drip(wire, piece);
  // Nothing of it is left: the folder has the control socket alone.
  const auto begin = std::chrono::steady_clock::now();
  while (filing.folder.files() > 1) REQUIRE(std::chrono::steady_clock::now() - begin < 10s);
}

TEST_CASE("a client is invited to send the body it announces") {
  Echo echo;
  echo.start();
  Wire wire = Wire::tcp(echo.port);
  wire.send(kPost + "Content-Length: 5\r\nExpect: 100-continue\r\n\r\n");
  CHECK(status_of(wire.response()) == 100);
  wire.send("hello");
  CHECK(body_of(wire.response()) == "got hello");
}
