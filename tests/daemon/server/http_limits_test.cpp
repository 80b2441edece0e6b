#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <future>
#include <optional>
#include <utility>
#include <vector>

#include "tests/daemon/server/served.hpp"
#include "tests/daemon/server/wire.hpp"

#ifdef __SANITIZE_ADDRESS__
// Of sanitizer/allocator_interface.h, which Debian does not have for GCC.
extern "C" std::size_t __sanitizer_get_current_allocated_bytes();
#endif

using namespace triand;
using namespace triand::tests;
using namespace std::chrono_literals;

namespace {

// A server with one address that anybody may read and write.
struct Echo : Served {
  Echo() {
    const auto echo = [](server::Request& request) { return server::Response::text("got " + request.body); };
    for (const char* method : {"GET", "POST"}) {
      server::Route route;
      route.method = method;
      route.pattern = "/webhooks/{channel}";
      route.open = server::Open::everywhere;
      route.runs = server::Runs::on_network;
      route.handler = echo;
      router.add(route);
    }
  }
};

// The same, and an address whose one answer is the test's to give.
struct Waiting : Echo {
  Waiting() {
    server::Route route;
    route.method = "POST";
    route.pattern = "/wait";
    route.open = server::Open::everywhere;
    route.later = [this](server::Request&, server::Reply reply) { asked.set_value(std::move(reply)); };
    router.add(std::move(route));
  }

  std::promise<server::Reply> asked;
};

// An echo, and an address that takes files and two that answer with more than a socket holds.
struct Heavy : Echo {
  Heavy() {
    const std::string file = folder / "large";
    std::ofstream(file) << "x";
    std::filesystem::resize_file(file, kAnswerBytes);
    add("GET", "/large",
        [](server::Request&) { return server::Response::text(std::string(kAnswerBytes, 'x')); });
    add("GET", "/large-file",
        [file](server::Request&) { return server::Response::of_file(file, "text/plain"); });
    add(
        "POST", "/upload", [](server::Request&) { return server::Response::text("stored"); },
        server::Upload{folder.path(), 1'000'000'000});
  }

  static constexpr std::size_t kAnswerBytes = 64 * 1024 * 1024;

 private:
  void add(const char* method, const char* pattern, server::Handler handler,
           std::optional<server::Upload> upload = {}) {
    server::Route route;
    route.method = method;
    route.pattern = pattern;
    route.open = server::Open::everywhere;
    route.handler = std::move(handler);
    route.upload = std::move(upload);
    router.add(std::move(route));
  }
};

const std::string kGet = "GET /webhooks/sms HTTP/1.1\r\nHost: x\r\n";
const std::string kPost = "POST /webhooks/sms HTTP/1.1\r\nHost: x\r\n";

// Bytes on the heap; 0: this build does not say.
std::size_t allocated() {
#ifdef __SANITIZE_ADDRESS__
  return __sanitizer_get_current_allocated_bytes();
#else
  return 0;
#endif
}

// Sends a piece again and again until the server has closed.
void drip(Wire& wire, std::string_view piece) {
  const auto begin = std::chrono::steady_clock::now();
  while (wire.send(piece) && !wire.closes_within(10ms))
    REQUIRE(std::chrono::steady_clock::now() - begin < 10s);
}

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

TEST_CASE("a client that stops in the middle of its body is closed") {
  Echo echo;
  echo.options.limits.body_time = 50ms;
  echo.start();
  Wire wire = Wire::tcp(echo.port);
  wire.send(kPost + "Content-Length: 10\r\n\r\nabc");
  CHECK(wire.closed());
}

TEST_CASE("dripping bytes of a body does not extend a slow client's time") {
  Heavy heavy;
  heavy.options.limits.body_time = 100ms;
  heavy.start();
  const auto [name, head, piece] = GENERATE(table<std::string, std::string, std::string>({
      {"a body of that length", kPost + "Content-Length: 1000000\r\n\r\n", "x"},
      {"a body in chunks", kPost + "Transfer-Encoding: chunked\r\n\r\n", "1\r\nx\r\n"},
      {"a file", "POST /upload HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n", "x"},
      {"a file in chunks", "POST /upload HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n",
       "1\r\nx\r\n"},
  }));
  INFO(name);
  Wire wire = Wire::tcp(heavy.port);
  REQUIRE(wire.send(head));
  drip(wire, piece);
  // Nothing of it is left: the folder has the control socket and the large answer.
  const auto begin = std::chrono::steady_clock::now();
  while (heavy.folder.files() > 2) REQUIRE(std::chrono::steady_clock::now() - begin < 10s);
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

TEST_CASE("a client is invited to send the body it announces") {
  Echo echo;
  echo.start();
  Wire wire = Wire::tcp(echo.port);
  wire.send(kPost + "Content-Length: 5\r\nExpect: 100-continue\r\n\r\n");
  CHECK(status_of(wire.response()) == 100);
  wire.send("hello");
  CHECK(body_of(wire.response()) == "got hello");
}
