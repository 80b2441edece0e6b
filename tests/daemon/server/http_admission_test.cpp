#include <sys/socket.h>

#include <atomic>
#include <fstream>
#include <memory>

#include <catch2/catch.hpp>

#include "tests/daemon/server/served.hpp"
#include "tests/daemon/server/wire.hpp"

using namespace triand;
using namespace triand::tests;

namespace {

const std::string kHead = "POST /upload HTTP/1.1\r\nHost: x\r\n";

// A route for uploads that admits whoever says "let me in", and how many passes are out.
struct Gate {
  explicit Gate(Served& served, std::uint64_t most = 64 << 20) {
    server::Route route;
    route.method = "POST";
    route.pattern = "/upload";
    route.open = server::Open::everywhere;
    route.upload = server::Upload{spool.path(), most};
    route.admits = [this](const server::Request& request) -> server::Admission {
      ++asked;
      bodies_seen += request.body.size() + request.upload_file.size();
      if (request.header("X-Word") == "fail") throw std::runtime_error("secret");
      if (request.header("X-Word") != "let me in")
        return {server::Response::error({4, "not-logged-in", "who are you?", ""}), nullptr};
      ++passes;
      return {std::nullopt,
              std::shared_ptr<void>(this, [](void* gate) { --static_cast<Gate*>(gate)->passes; })};
    };
    route.handler = [this](server::Request& request) {
      passes_in_handler = passes.load();
      std::ifstream file(request.upload_file, std::ios::binary);
      return server::Response::text(std::string(std::istreambuf_iterator<char>(file), {}));
    };
    served.router.add(std::move(route));
  }

  const Folder spool;
  std::atomic<int> asked = 0;
  std::atomic<int> passes = 0;
  std::atomic<int> passes_in_handler = 0;
  std::atomic<std::size_t> bodies_seen = 0;
};

void wait_until(const std::function<bool()>& true_now) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  while (!true_now()) {
    REQUIRE(std::chrono::steady_clock::now() < deadline);
    std::this_thread::yield();
  }
}

}  // namespace

TEST_CASE("whom a route does not admit is refused by the head, and not a byte of the body is stored") {
  Served served;
  Gate gate(served);
  served.start();
  Wire wire = Wire::tcp(served.port);
  // Of the body nothing is sent: an answer that waited for it would never come.
  wire.send(kHead + "Content-Length: 30000000\r\n\r\n");
  const std::string refusal = wire.response();
  CHECK(status_of(refusal) == 403);
  CHECK(refusal.find("who are you?") != std::string::npos);
  CHECK(refusal.find("100 Continue") == std::string::npos);
  CHECK(gate.spool.files() == 0);
  CHECK(gate.asked == 1);
  CHECK(gate.bodies_seen == 0);
  Wire patient = Wire::tcp(served.port);
  patient.send(kHead + "Expect: 100-continue\r\nContent-Length: 3\r\n\r\n");
  CHECK(status_of(patient.response()) == 403);
}

TEST_CASE("whom a route admits is heard, and its pass goes when the request has been handled") {
  Served served;
  Gate gate(served);
  served.start();
  Wire wire = Wire::tcp(served.port);
  for (int round = 1; round <= 2; ++round) {
    wire.send(kHead + "X-Word: let me in\r\nContent-Length: 5\r\n\r\nhello");
    CHECK(body_of(wire.response()) == "hello");
    CHECK(gate.passes_in_handler == 1);
    CHECK(gate.passes == 0);
    CHECK(gate.asked == round);
  }
}

TEST_CASE("a pass goes with a client that breaks off, and with a body that is too large") {
  Served served;
  Gate gate(served, 1000);
  served.start();
  Wire broken = Wire::tcp(served.port);
  broken.send(kHead + "X-Word: let me in\r\nContent-Length: 900\r\n\r\nabc");
  wait_until([&] { return gate.spool.files() == 1; });
  CHECK(gate.passes == 1);
  broken.leave();
  wait_until([&] { return gate.passes == 0 && gate.spool.files() == 0; });
  Wire large = Wire::tcp(served.port);
  large.send(kHead + "X-Word: let me in\r\nContent-Length: 1001\r\n\r\n");
  CHECK(status_of(large.response()) == 413);
  large.leave();
  wait_until([&] { return gate.passes == 0; });
}

TEST_CASE("a route that fails to judge a request refuses it, and tells nobody why") {
  Served served;
  Gate gate(served);
  served.start();
  Wire wire = Wire::tcp(served.port);
  wire.send(kHead + "X-Word: fail\r\nContent-Length: 5\r\n\r\nhello");
  const std::string answer = wire.response();
  CHECK(status_of(answer) == 500);
  CHECK(answer.find("secret") == std::string::npos);
  CHECK(served.lines().back().find("secret") != std::string::npos);
  CHECK(gate.spool.files() == 0);
}
