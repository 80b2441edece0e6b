#pragma once

#include <stdexcept>
#include <string>

#include <boost/asio/io_context.hpp>

#include "channels/curl/http_client.hpp"

namespace triand::channels {

// Runs `context` until `done()`; a test that never gets there fails after a minute.
template <typename Done>
void run_until(boost::asio::io_context& context, const Done& done) {
  const auto limit = std::chrono::steady_clock::now() + std::chrono::minutes(1);
  context.restart();
  while (!done()) {
    if (std::chrono::steady_clock::now() > limit) throw std::runtime_error("the test waited in vain");
    context.run_one_for(std::chrono::milliseconds(200));
    if (context.stopped()) context.restart();
  }
}

// Sends one request and runs the context until its answer is there.
inline HttpResponse fetch(boost::asio::io_context& context, HttpClient& client, HttpRequest request) {
  std::optional<HttpResponse> answer;
  client.send(std::move(request), [&answer](HttpResponse response) { answer = std::move(response); });
  run_until(context, [&] { return answer.has_value(); });
  return std::move(*answer);
}

// A POST with a small JSON body.
inline HttpRequest post(const std::string& url, const std::string& body = "{\"a\":1}") {
  HttpRequest request;
  request.url = url;
  request.body = body;
  request.headers = HeaderList::make({{"Content-Type", "application/json"}});
  return request;
}

}  // namespace triand::channels
