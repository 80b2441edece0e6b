#include <chrono>
#include <csignal>
#include <functional>
#include <iostream>

#include <boost/asio/io_context.hpp>

#include "channels/curl/http_client.hpp"
#include "tests/bench/limits/limits.hpp"

namespace triand::bench {
namespace {

std::string body_of(std::int64_t number) {
  return R"({"ApiKey":"key","SecretKey":"secret","Phone":"84912345678","Brandname":"EVNNPC","SmsType":"2",)"
         R"("Content":"EVNNPC kinh gui Quy khach Nguyen Van An: nhan ngay 21/12, xin cam on Quy khach da dong )"
         R"(hanh. Chuc Quy khach suc khoe, binh an. CSKH 19006769","IsUnicode":"0","RequestId":"L)" +
         std::to_string(number) + R"("})";
}

}  // namespace

int post_requests(const std::string& url, std::int64_t requests, int connections) {
  std::signal(SIGPIPE, SIG_IGN);
  boost::asio::io_context io;
  channels::HttpClient client(io.get_executor(), static_cast<std::size_t>(connections));
  const auto headers = channels::HeaderList::make({{"Content-Type", "application/json"}});
  std::int64_t sent = 0;
  std::int64_t answered = 0;
  std::int64_t failed = 0;
  std::function<void()> next = [&] {
    if (sent == requests) return;
    channels::HttpRequest request;
    request.url = url;
    request.headers = headers;
    request.body = body_of(++sent);
    client.send(std::move(request), [&](const channels::HttpResponse& response) {
      failed += response.status != 200;
      if (++answered == requests) io.stop();
      next();
    });
  };
  const auto begin = std::chrono::steady_clock::now();
  for (int at = 0; at < connections; ++at) next();
  io.run();
  if (failed > 0) throw std::runtime_error(std::to_string(failed) + " requests failed");
  std::cout << std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count() << '\n';
  return 0;
}

}  // namespace triand::bench
