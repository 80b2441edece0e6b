#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include <boost/asio/steady_timer.hpp>

#include "channels/channel.hpp"
#include "channels/curl/http_client.hpp"
#include "channels/sms/sms_settings.hpp"

namespace triand::channels {

// Asks a gateway what became of the messages that it took, each again and again until it is known or too old. What is
// to be asked about is kept in memory: a message that was taken before a restart is asked about no more, and its
// receipt_timeout says what follows. Network thread.
class Poller {
 public:
  using Fetch = std::function<void(HttpRequest, HttpClient::Callback)>;
  // What tokens there are: filled in before each question.
  using FillToken = std::function<void(RequestValues&)>;

  // `runtime` outlives the poller.
  Poller(std::shared_ptr<const SmsSettings> settings, Runtime& runtime, Fetch fetch, FillToken fill_token);

  // A message was taken. Of more than `kMost` the oldest are forgotten.
  void watch(std::string reference, std::string id, std::string phone);
  void stop();

  static constexpr std::size_t kMost = 200'000;

 private:
  using Time = std::chrono::steady_clock::time_point;
  struct Watched {
    std::string reference;
    std::string id;
    std::string phone;
    Time since;
    std::chrono::milliseconds wait;
  };
  void arm();
  void ask_due();
  void ask(Watched watched);
  void answered(Watched watched, const HttpResponse& response);

  std::shared_ptr<const SmsSettings> settings_;
  const PollRules& rules_;
  Runtime& runtime_;
  Fetch fetch_;
  FillToken fill_token_;
  std::multimap<Time, Watched> due_;
  boost::asio::steady_timer timer_;
  std::size_t asking_ = 0;
  bool stopped_ = false;
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace triand::channels
