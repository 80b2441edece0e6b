#include <atomic>
#include <memory>

#include <catch2/catch.hpp>

#include "channels/curl/http_client.hpp"
#include "channels/curl/multi_driver.hpp"
#include "tests/channels/curl/fetch.hpp"
#include "tests/channels/curl/test_server.hpp"

namespace triand::channels {
namespace {

// Answers the first request of the first connection and keeps it open; reads every later request on it and closes
// without a word. New connections are answered. What came is complete once the server is gone.
struct DyingConnection {
  std::atomic<int> connections{0};
  std::atomic<int> second_requests{0};          // on any connection
  std::atomic<std::size_t> bytes_elsewhere{0};  // on other connections than the first
  bool gone_for_good = false;                   // nobody listens any more when the connection dies
  std::unique_ptr<TestServer> server = std::make_unique<TestServer>([this](Peer& peer) {
    const bool first = connections++ == 0;
    for (int number = 0; const auto request = peer.read_request(); ++number) {
      if (request->body == "second" || request->line() == "GET /second") ++second_requests;
      if (first && number > 0) {
        if (gone_for_good) server->stop_listening();
        return;
      }
      peer.answer(200, "ok");
    }
    if (!first) bytes_elsewhere += peer.received();
  });
};

// Sends `first` and `second` one after the other, the body as libcurl's documentation suggests.
CURLcode send_with_copied_body(const std::string& url) {
  boost::asio::io_context context;
  std::optional<CURLcode> ended;
  const auto driver =
      MultiDriver::make(context.get_executor(), 4, [&](CURL*, CURLcode code) { ended = code; });
  CURL* easy = curl_easy_init();
  curl_easy_setopt(easy, CURLOPT_URL, url.c_str());
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy, CURLOPT_PROXY, "");
  curl_easy_setopt(
      easy, CURLOPT_WRITEFUNCTION,
      +[](char*, std::size_t size, std::size_t count, void*) -> std::size_t { return size * count; });
  for (const char* body : {"first", "second"}) {
    ended.reset();
    curl_easy_setopt(easy, CURLOPT_COPYPOSTFIELDS, body);
    driver->add(easy);
    run_until(context, [&] { return ended.has_value(); });
  }
  curl_easy_cleanup(easy);
  return *ended;
}

TEST_CASE("a POST is not sent twice when a reused connection dies unanswered") {
  DyingConnection gateway;
  boost::asio::io_context context;
  HttpClient client(context.get_executor(), 4);
  REQUIRE(fetch(context, client, post(gateway.server->url(), "first")).status == 200);
  const HttpResponse second = fetch(context, client, post(gateway.server->url(), "second"));
  CHECK(second.sent);
  CHECK_FALSE(second.complete);
  CHECK_FALSE(second.timed_out);
  CHECK(second.status == 0);
  gateway.server.reset();
  CHECK(gateway.second_requests == 1);
  // libcurl may connect again before it notices that it cannot repeat the body.
  CHECK(gateway.bytes_elsewhere == 0);
}

TEST_CASE("a POST that died unanswered may have left although the gateway refuses connections by then") {
  DyingConnection gateway;
  gateway.gone_for_good = true;
  boost::asio::io_context context;
  HttpClient client(context.get_executor(), 4);
  REQUIRE(fetch(context, client, post(gateway.server->url(), "first")).status == 200);
  const HttpResponse second = fetch(context, client, post(gateway.server->url(), "second"));
  CHECK(second.sent);
  CHECK_FALSE(second.complete);
  gateway.server.reset();
  CHECK(gateway.second_requests == 1);
}

TEST_CASE("negative control: with its own copy of the body libcurl does send the POST twice") {
  DyingConnection gateway;
  CHECK(send_with_copied_body(gateway.server->url()) == CURLE_OK);
  gateway.server.reset();
  CHECK(gateway.second_requests == 2);
}

TEST_CASE("a GET that sends a message never goes out on a used connection") {
  DyingConnection gateway;
  boost::asio::io_context context;
  HttpClient client(context.get_executor(), 4);
  REQUIRE(fetch(context, client, post(gateway.server->url(), "first")).status == 200);
  HttpRequest request;
  request.method = HttpRequest::Method::get;
  request.url = gateway.server->url("/second");
  CHECK(fetch(context, client, request).status == 200);
  CHECK(gateway.connections == 2);
  CHECK(gateway.second_requests == 1);
}

TEST_CASE("negative control: a repeatable GET is repeated by libcurl") {
  DyingConnection gateway;
  boost::asio::io_context context;
  HttpClient client(context.get_executor(), 4);
  REQUIRE(fetch(context, client, post(gateway.server->url(), "first")).status == 200);
  HttpRequest request;
  request.method = HttpRequest::Method::get;
  request.repeatable = true;
  request.url = gateway.server->url("/second");
  CHECK(fetch(context, client, request).status == 200);
  CHECK(gateway.second_requests == 2);
}

TEST_CASE("a POST without a body never goes out on a used connection") {
  DyingConnection gateway;
  boost::asio::io_context context;
  HttpClient client(context.get_executor(), 4);
  REQUIRE(fetch(context, client, post(gateway.server->url(), "first")).status == 200);
  CHECK(fetch(context, client, post(gateway.server->url(), "")).status == 200);
  CHECK(gateway.connections == 2);
}

}  // namespace
}  // namespace triand::channels
