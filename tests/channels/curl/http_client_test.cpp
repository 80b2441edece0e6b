#include "channels/curl/http_client.hpp"

#include <atomic>

#include <catch2/catch.hpp>

#include "tests/channels/curl/fetch.hpp"
#include "tests/channels/curl/test_server.hpp"

namespace triand::channels {
namespace {

using namespace std::chrono_literals;

struct Fixture {
  boost::asio::io_context context;
  HttpClient client{context.get_executor(), 8};

  HttpResponse send(HttpRequest request) { return fetch(context, client, std::move(request)); }
};

TEST_CASE("a request arrives as it was given and its answer comes back whole") {
  ReceivedRequest seen;
  const auto server = TestServer::answering([&](Peer& peer, const ReceivedRequest& request) {
    seen = request;
    peer.answer(201, "{\"b\":2}", "X-One: 1\r\nX-Two:  two \r\n");
  });
  Fixture fixture;
  HttpRequest request = post(server->url("/send?x=1"), "body \xe2\x82\xab");
  request.headers = HeaderList::make({{"access_token", "t-1"}, {"Empty", ""}});
  const HttpResponse response = fixture.send(std::move(request));
  CHECK(seen.line() == "POST /send?x=1");
  CHECK(seen.body == "body \xe2\x82\xab");
  CHECK(seen.header("access_token") == "t-1");
  CHECK(seen.header("empty").empty());
  CHECK(seen.header("expect") == "(none)");
  CHECK(response.sent);
  CHECK(response.complete);
  CHECK(response.status == 201);
  CHECK(response.body == "{\"b\":2}");
  CHECK(response.header("x-two") == "two");
  CHECK(response.error.empty());
}

TEST_CASE("a refused connection sent nothing") {
  Fixture fixture;
  const HttpResponse response = fixture.send(post(refused_url()));
  CHECK_FALSE(response.sent);
  CHECK_FALSE(response.complete);
  CHECK_FALSE(response.timed_out);
  CHECK_FALSE(response.error.empty());
}

TEST_CASE("an address that is no http sends nothing") {
  Fixture fixture;
  for (const char* url : {"file:///etc/hostname", "ftp://127.0.0.1/", "nonsense://x", ""}) {
    const HttpResponse response = fixture.send(post(url));
    CHECK_FALSE(response.sent);
    CHECK_FALSE(response.complete);
    CHECK(response.body.empty());
  }
}

TEST_CASE("a time-out after the request left says so") {
  TestServer server([](Peer& peer) {
    if (peer.read_request()) peer.wait_closed();
  });
  Fixture fixture;
  HttpRequest request = post(server.url());
  request.timeout = 100ms;
  const HttpResponse response = fixture.send(std::move(request));
  CHECK(response.sent);
  CHECK(response.timed_out);
  CHECK_FALSE(response.complete);
  CHECK(response.status == 0);
}

TEST_CASE("a time-out before the connection stands sent nothing") {
  // The server never answers the greeting of TLS.
  TestServer server([](Peer& peer) { peer.wait_closed(); });
  Fixture fixture;
  HttpRequest request = post("https" + server.url().substr(4));
  request.timeout = 100ms;
  const HttpResponse response = fixture.send(std::move(request));
  CHECK_FALSE(response.sent);
  CHECK(response.timed_out);
}

TEST_CASE("half an answer is not an answer") {
  TestServer server([](Peer& peer) {
    if (peer.read_request())
      peer.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"CodeResult\":\"100\"");
  });
  Fixture fixture;
  const HttpResponse response = fixture.send(post(server.url()));
  CHECK(response.sent);
  CHECK_FALSE(response.complete);
  CHECK_FALSE(response.timed_out);
  CHECK(response.status == 200);
}

TEST_CASE("a connection that is reset after the request left may have carried it out") {
  TestServer server([](Peer& peer) {
    (void)peer.read_request();
    peer.reset();
  });
  Fixture fixture;
  const HttpResponse response = fixture.send(post(server.url()));
  CHECK(response.sent);
  CHECK_FALSE(response.complete);
}

TEST_CASE("an answer that is no HTTP is not an answer") {
  TestServer server([](Peer& peer) {
    if (peer.read_request()) peer.write("+OK hello\r\n");
  });
  Fixture fixture;
  const HttpResponse response = fixture.send(post(server.url()));
  CHECK(response.sent);
  CHECK_FALSE(response.complete);
}

TEST_CASE("a slow body is waited for, byte by byte, until the time is over") {
  TestServer server([](Peer& peer) {
    while (const auto request = peer.read_request()) {
      peer.write("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n");
      for (const char* byte : {"s", "l", "o"}) peer.write(byte);
      if (request->body == "never") peer.wait_closed();
      peer.write("w");
    }
  });
  Fixture fixture;
  CHECK(fixture.send(post(server.url(), "soon")).body == "slow");
  HttpRequest request = post(server.url(), "never");
  request.timeout = 100ms;
  const HttpResponse response = fixture.send(std::move(request));
  CHECK(response.sent);
  CHECK(response.timed_out);
  CHECK_FALSE(response.complete);
  CHECK(response.body == "slo");
}

TEST_CASE("a body of 10 MB is cut off at the cap and is not an answer") {
  const auto server = TestServer::answering(
      [](Peer& peer, const ReceivedRequest&) { peer.answer(200, std::string(10 * 1024 * 1024, 'x')); });
  Fixture fixture;
  const HttpResponse response = fixture.send(post(server->url()));
  CHECK(response.sent);
  CHECK_FALSE(response.complete);
  CHECK(response.body.size() <= HttpResponse::kMaxBody);
  CHECK(response.error == "the answer is too large");
}

TEST_CASE("headers without end are cut off and are not an answer") {
  const auto server = TestServer::answering([](Peer& peer, const ReceivedRequest&) {
    std::string headers;
    for (int i = 0; i < 10000; ++i) headers += "X-Filler: 0123456789\r\n";
    peer.answer(200, "ok", headers);
  });
  Fixture fixture;
  CHECK_FALSE(fixture.send(post(server->url())).complete);
}

TEST_CASE("a redirect is an answer and is not followed") {
  std::atomic<int> requests{0};
  const auto server = TestServer::answering([&](Peer& peer, const ReceivedRequest&) {
    ++requests;
    peer.answer(302, "", "Location: /elsewhere\r\n");
  });
  Fixture fixture;
  const HttpResponse response = fixture.send(post(server->url()));
  CHECK(response.complete);
  CHECK(response.status == 302);
  CHECK(requests == 1);
}

TEST_CASE("an interim answer does not hide the final one") {
  const auto server = TestServer::answering([](Peer& peer, const ReceivedRequest&) {
    peer.write("HTTP/1.1 103 Early Hints\r\nX-Early: 1\r\n\r\n");
    peer.answer(200, "ok", "X-Final: 1\r\n");
  });
  Fixture fixture;
  const HttpResponse response = fixture.send(post(server->url()));
  CHECK(response.status == 200);
  CHECK(response.header("x-final") == "1");
  CHECK(response.header("x-early").empty());
}

TEST_CASE("connections are used again") {
  const auto server =
      TestServer::answering([](Peer& peer, const ReceivedRequest& r) { peer.answer(200, r.body); });
  Fixture fixture;
  for (int i = 0; i < 20; ++i)
    CHECK(fixture.send(post(server->url(), std::to_string(i))).body == std::to_string(i));
  CHECK(server->connections() == 1);
}

TEST_CASE("many requests at once all get their own answer") {
  const auto server =
      TestServer::answering([](Peer& peer, const ReceivedRequest& r) { peer.answer(200, r.body); });
  Fixture fixture;
  constexpr int kRequests = 400;
  constexpr int kAtOnce = 64;
  int started = 0;
  int right = 0;
  int ended = 0;
  std::function<void()> next = [&] {
    if (started == kRequests) return;
    const std::string body = "body " + std::to_string(started++);
    fixture.client.send(post(server->url(), body), [&, body](HttpResponse response) {
      ++ended;
      if (response.complete && response.body == body) ++right;
      next();
    });
  };
  for (int i = 0; i < kAtOnce; ++i) next();
  CHECK(fixture.client.active() == kAtOnce);
  run_until(fixture.context, [&] { return ended == kRequests; });
  CHECK(right == kRequests);
  CHECK(fixture.client.active() == 0);
}

TEST_CASE("giving up ends each request with what had left") {
  TestServer server([](Peer& peer) {
    if (peer.read_request()) {
      peer.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n");
      peer.wait_closed();
    }
  });
  boost::asio::io_context context;
  std::vector<HttpResponse> answers;
  {
    HttpClient client(context.get_executor(), 2);
    const auto take = [&answers](HttpResponse response) { answers.push_back(std::move(response)); };
    client.send(post(server.url()), take);
    run_until(context, [&] { return server.connections() == 1; });
    client.send(post(server.url()), take);
    client.abort();
    CHECK(answers.empty());
    CHECK(client.active() == 0);
    client.send(post(server.url()), take);
  }
  context.restart();
  context.run();
  REQUIRE(answers.size() == 3);
  for (const HttpResponse& answer : answers) CHECK_FALSE(answer.complete);
  CHECK_FALSE(answers[1].sent);
  CHECK_FALSE(answers[2].sent);
}

TEST_CASE("giving up on a request that had left says that it may have been carried out") {
  std::atomic<bool> arrived{false};
  TestServer server([&](Peer& peer) {
    if (!peer.read_request()) return;
    arrived = true;
    peer.wait_closed();
  });
  Fixture fixture;
  std::optional<HttpResponse> answer;
  fixture.client.send(post(server.url()), [&](HttpResponse response) { answer = std::move(response); });
  run_until(fixture.context, [&] { return arrived.load(); });
  fixture.client.abort();
  run_until(fixture.context, [&] { return answer.has_value(); });
  CHECK(answer->sent);
  CHECK_FALSE(answer->complete);
}

TEST_CASE("an idle connection that is reset is let go, and the next request gets a new one") {
  std::atomic<bool> gone{false};
  TestServer server([&](Peer& peer) {
    if (!peer.read_request()) return;
    peer.answer(200, "ok");
    if (gone) return;
    peer.reset();
    gone = true;
  });
  boost::asio::io_context context;
  HttpClient client(context.get_executor(), 4);
  fetch(context, client, post(server.url(), "first"));
  run_until(context, [&] { return gone.load(); });
  // A socket that nobody reads any more is looked at once, not for as long as it is there.
  CHECK(context.run_for(std::chrono::milliseconds(50)) < 20);
  CHECK(fetch(context, client, post(server.url(), "second")).status == 200);
}

}  // namespace
}  // namespace triand::channels
