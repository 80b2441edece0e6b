#include "tests/standin/standin.hpp"

#include <thread>

#include <fmt/format.h>
#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

using namespace triand::standin;

namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using asio::ip::tcp;

// The servers on a thread of their own, and one keep-alive client connection.
class Running {
 public:
  Running() : standin_({}, "127.0.0.1:0", "127.0.0.1:0"), thread_([this] { standin_.run(); }) {}
  ~Running() {
    standin_.stop();
    thread_.join();
  }

  tcp::socket connect(std::uint16_t port) {
    tcp::socket socket(io_);
    socket.connect({asio::ip::address_v4::loopback(), port});
    return socket;
  }
  std::uint16_t http_port() { return standin_.http_port(); }
  std::uint16_t smtp_port() { return standin_.smtp_port(); }

  // The answer's body; an exception when the connection breaks.
  std::string ask(http::verb verb, const std::string& path, const std::string& body = "",
                  const std::string& token = "") {
    tcp::socket socket = connect(http_port());
    http::request<http::string_body> request(verb, path, 11, body);
    request.set("access_token", token);
    request.prepare_payload();
    http::write(socket, request);
    boost::beast::flat_buffer buffer;
    http::response<http::string_body> response;
    http::read(socket, buffer, response);
    return response.body();
  }
  boost::json::value json(const std::string& path) { return boost::json::parse(ask(http::verb::get, path)); }

  // Asks until the field has that value. The test's own time limit ends it if that never happens.
  void wait_for(const std::string& path, std::string_view field, std::int64_t value) {
    while (json(path).at(field).to_number<std::int64_t>() != value) std::this_thread::yield();
  }

  std::string sms(const std::string& reference) {
    return fmt::format(
        R"({{"ApiKey":"k","SecretKey":"s","Phone":"0912345678","Content":"c","Brandname":"B",)"
        R"("SmsType":"2","RequestId":"{}","CallbackUrl":"http://127.0.0.1:{}/livez?secret=1"}})",
        reference, http_port());
  }

 private:
  asio::io_context io_;
  Standin standin_;
  std::thread thread_;
};

constexpr const char* kSms = "/MainService.svc/json/SendMultipleMessage_V4_post_json/";

}  // namespace

TEST_CASE("the stand-in serves SMS, tells the receipt and keeps its ledger over real sockets") {
  Running running;
  CHECK(running.ask(http::verb::post, kSms, running.sms("R1")).find("\"100\"") != std::string::npos);
  CHECK(running.ask(http::verb::post, kSms, running.sms("R1")).find("\"124\"") != std::string::npos);
  running.wait_for("/standin/receipts", "told", 1);
  CHECK(running.json("/standin/receipts").at("waiting") == 0);
  CHECK(running.json("/ledger/message/R1").at("times") == 1);
  CHECK(running.ask(http::verb::get, "/ledger/references") == "R1\n");
}

TEST_CASE("a reset loses the answer and the ledger tells whether the message was taken") {
  Running running;
  running.ask(http::verb::put, "/rules",
              R"([{"match":{"reference":"A"},"action":{"reset_after_reading":true}},
    {"match":{"reference":"B"},"action":{"half_answer":true}}, {"match":{"reference":"C"},
    "action":{"reset_before_reading":true}}])");
  for (const char* reference : {"A", "B", "C"}) {
    CHECK_THROWS_AS(running.ask(http::verb::post, kSms, running.sms(reference)), boost::system::system_error);
  }
  CHECK(running.ask(http::verb::get, "/ledger/references") == "A\nB\n");
  for (std::size_t rule : {0U, 1U, 2U}) CHECK(running.json("/rules").at(rule).at("struck") == 1);
}

TEST_CASE("an early receipt is told before the message is answered") {
  Running running;
  running.ask(http::verb::put, "/rules", R"([{"action":{"early_receipt":true}}])");
  running.ask(http::verb::post, kSms, running.sms("R1"));
  CHECK(running.json("/standin/receipts").at("told") == 1);
}

TEST_CASE("Zalo's event is sent again, numbered, until the receiver answers 200") {
  Running running;
  running.ask(http::verb::post, "/standin/zalo/settings", R"({"retry_scale":0.0001})");
  running.ask(
      http::verb::post, "/standin/zalo/webhook",
      fmt::format(R"({{"url":"http://127.0.0.1:{}/nowhere","oa_secret_key":"k"}})", running.http_port()));
  auto token = boost::json::parse(running.ask(http::verb::post, "/standin/zalo/token")).at("access_token");
  std::string answer =
      running.ask(http::verb::post, "/message/template",
                  R"({"phone":"84912345678","template_id":"1","template_data":{"a":"b"},"tracking_id":"Z1"})",
                  std::string(token.as_string()));
  CHECK(boost::json::parse(answer).at("error") == 0);
  running.wait_for("/standin/receipts", "given_up", 1);
  CHECK(running.json("/standin/receipts").at("retried") == 5);
}

TEST_CASE("pipelined SMTP commands are answered in order and the mail is in the ledger") {
  Running running;
  tcp::socket socket = running.connect(running.smtp_port());
  std::string commands =
      "EHLO me\r\nMAIL FROM:<a@example.vn>\r\nRCPT TO:<x@example.vn>\r\nDATA\r\n"
      "Message-ID: <M1@example.vn>\r\nSubject: Tri\r\n\r\nhello\r\n.\r\nQUIT\r\n";
  asio::write(socket, asio::buffer(commands));
  std::string replies;
  boost::system::error_code end;
  asio::read(socket, asio::dynamic_buffer(replies), end);
  CHECK(end == asio::error::eof);
  CHECK(replies.find("354 ") < replies.find("250 2.0.0 Ok: queued"));
  CHECK(replies.find("221 ") != std::string::npos);
  auto entry = running.json("/ledger/message/M1");
  CHECK(entry.at("subject") == "Tri");
  CHECK(entry.at("address") == "x@example.vn");
}

TEST_CASE("a port in use is one clear sentence") {
  Running running;
  std::string taken = fmt::format("127.0.0.1:{}", running.http_port());
  CHECK_THROWS_WITH(Standin({}, taken, "127.0.0.1:0"), Catch::Contains("cannot listen on " + taken));
  CHECK_THROWS_WITH(Standin({}, "nonsense", "127.0.0.1:0"), Catch::Contains("'nonsense' is no address"));
}
