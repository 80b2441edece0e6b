#include <atomic>
#include <functional>
#include <future>
#include <set>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "tests/daemon/server/console_fixture.hpp"
#include "tests/daemon/server/probed_api.hpp"
#include "tests/daemon/server/served.hpp"
#include "tests/daemon/server/wire.hpp"

using namespace triand;
using namespace triand::tests;

namespace {

// A server with a look-up, and with calls that last until they are released.
struct BusyServer {
  BusyServer() {
    server::Route look_up;
    look_up.method = "GET";
    look_up.pattern = "/look-up";
    look_up.open = server::Open::everywhere;
    look_up.handler = [](server::Request&) { return server::Response::text("found"); };
    served.router.add(std::move(look_up));
    server::Route test = waiting("/test");
    test.runs = server::Runs::on_slow_worker;
    served.router.add(std::move(test));
    server::Route upload = waiting("/upload");
    upload.upload = server::Upload{spool.path(), 1 << 20};
    served.router.add(std::move(upload));
    served.start();
  }
  ~BusyServer() {
    if (!released_) release();
    served.stop();
  }

  server::Route waiting(const char* pattern) {
    return open_route("POST", pattern, [this](server::Request&) {
      ++begun;
      gate_.wait();
      return server::Response::text("done");
    });
  }

  void release() {
    released_ = true;
    open_.set_value();
  }

  const Folder spool;
  Served served;
  std::atomic<std::size_t> begun = 0;

 private:
  std::promise<void> open_;
  std::shared_future<void> gate_ = open_.get_future().share();
  bool released_ = false;
};

void wait_until(const std::function<bool()>& true_now) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  while (!true_now()) {
    REQUIRE(std::chrono::steady_clock::now() < deadline);
    std::this_thread::yield();
  }
}

std::set<std::string> slow_of(const server::Router& router) {
  std::set<std::string> out;
  for (const server::Route& route : router.routes())
    if (route.runs == server::Runs::on_slow_worker || route.upload)
      out.insert(route.method + " " + route.pattern);
  return out;
}

}  // namespace

TEST_CASE("a look-up is answered while more long calls run and wait than there are threads") {
  BusyServer busy;
  const server::HttpLimits& limits = busy.served.options.limits;
  const std::size_t calls = limits.workers + limits.slow_workers + 2;
  std::vector<Wire> waiting;
  for (std::size_t call = 0; call < calls; ++call) {
    waiting.push_back(Wire::tcp(busy.served.port));
    const std::string path = call % 2 == 0 ? "/test" : "/upload";
    waiting.back().send("POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nab");
  }
  // As many as may are under way: whoever comes now finds each of them.
  wait_until([&] { return busy.begun == limits.slow_workers; });
  for (int look = 0; look < 3; ++look) {
    Wire wire = Wire::tcp(busy.served.port);
    wire.send("GET /look-up HTTP/1.1\r\nHost: x\r\n\r\n");
    CHECK(body_of(wire.response()) == "found");
  }
  CHECK(busy.begun == limits.slow_workers);
  busy.release();
  for (Wire& wire : waiting) CHECK(body_of(wire.response()) == "done");
}

TEST_CASE(
    "what waits for a gateway or works at a large file runs on slow workers, and what people look up does "
    "not") {
  const WholeApi api;
  CHECK(slow_of(api.router) ==
        std::set<std::string>{"POST /api/v1/campaigns/check", "POST /api/v1/campaigns/{id}/approve",
                              "POST /api/v1/campaigns/{id}/test", "POST /api/v1/channels/{name}/authorize",
                              "POST /api/v1/channels/{name}/test", "POST /api/v1/customers/{code}/erase",
                              "POST /api/v1/imports", "POST /api/v1/letters/ack",
                              "POST /api/v1/suppressions/import", "POST /api/v1/templates/preview"});
  const ConsoleFixture console;
  std::set<std::string> pages;
  for (const std::string& name : slow_of(console.router))
    if (name.find(" /api/") == std::string::npos) pages.insert(name);
  CHECK(pages == std::set<std::string>{"GET /console/templates/bench", "POST /console/campaigns/plan",
                                       "POST /console/campaigns/plan/file",
                                       "POST /console/campaigns/{id}/approve",
                                       "POST /console/channels/{name}/test", "POST /console/letters/ack",
                                       "POST /console/letters/ack/file", "POST /console/lists",
                                       "POST /console/templates/bench"});
}
