#include <atomic>
#include <memory>
#include <thread>

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
      if (request->body == "second" || request->line().ends_with(" /second")) ++second_requests;
      if (first && number > 0) {
        if (gone_for_good) listening->stop_listening();
        return;
      }
      peer.answer(200, "ok");
    }
    if (!first) bytes_elsewhere += peer.received();
  });
  // Lives until its last answer, while `server` is emptied before that.
  TestServer* const listening = server.get();
};

// Sends two requests one after the other as libcurl's documentation suggests: POSTs, or GETs without a body.
CURLcode send_by_libcurl_alone(const std::string& url, const char* second_body) {
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
  for (const char* body : {second_body == nullptr ? nullptr : "first", second_body}) {
    ended.reset();
    if (body != nullptr) curl_easy_setopt(easy, CURLOPT_COPYPOSTFIELDS, body);
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
  // libcurl connects again before it asks whether it may repeat the request.
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

TEST_CASE("negative control: libcurl on its own does send the POST twice") {
  DyingConnection gateway;
  CHECK(send_by_libcurl_alone(gateway.server->url(), "second") == CURLE_OK);
  gateway.server.reset();
  CHECK(gateway.second_requests == 2);
}

TEST_CASE("negative control: libcurl on its own sends a GET twice as well") {
  DyingConnection gateway;
  CHECK(send_by_libcurl_alone(gateway.server->url("/second"), nullptr) == CURLE_OK);
  gateway.server.reset();
  // The first one was answered, and of the other there were two.
  CHECK(gateway.second_requests == 3);
}

TEST_CASE("a request without a body is not sent twice either") {
  const auto method = GENERATE(HttpRequest::Method::get, HttpRequest::Method::post);
  DyingConnection gateway;
  boost::asio::io_context context;
  HttpClient client(context.get_executor(), 4);
  REQUIRE(fetch(context, client, post(gateway.server->url(), "first")).status == 200);
  HttpRequest request;
  request.method = method;
  request.url = gateway.server->url("/second");
  const HttpResponse second = fetch(context, client, request);
  CHECK(second.sent);
  CHECK_FALSE(second.complete);
  CHECK(second.error == "the connection ended without an answer");
  gateway.server.reset();
  CHECK(gateway.second_requests == 1);
  CHECK(gateway.bytes_elsewhere == 0);
}

TEST_CASE("a request is not repeated on another idle connection") {
  // Two connections are kept; the one that is used again dies, and the other would take the repetition.
  std::atomic<int> second_requests{0};
  std::atomic<int> waiting{0};
  TestServer server([&](Peer& peer) {
    for (int number = 0; const auto request = peer.read_request(); ++number) {
      if (request->body == "second") {
        ++second_requests;
        return;
      }
      // Both first requests are under way before either is answered, so that there are two connections.
      ++waiting;
      while (waiting < 2) std::this_thread::yield();
      peer.answer(200, "ok");
    }
  });
  boost::asio::io_context context;
  HttpClient client(context.get_executor(), 4);
  int answered = 0;
  for (int at = 0; at < 2; ++at)
    client.send(post(server.url(), "first"),
                [&](const HttpResponse& response) { answered += response.status == 200; });
  run_until(context, [&] { return answered == 2; });
  const HttpResponse second = fetch(context, client, post(server.url(), "second"));
  CHECK(second.sent);
  CHECK_FALSE(second.complete);
  CHECK(second_requests == 1);
}

}  // namespace
}  // namespace triand::channels
