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
// to be asked about is kept in memory; after a restart it is told once more. Network thread.
class Poller {
 public:
  using Fetch = std::function<void(HttpRequest, HttpClient::Callback)>;
  // What tokens there are: filled in before each question.
  using FillToken = std::function<void(RequestValues&)>;

  // `runtime` outlives the poller.
  Poller(std::shared_ptr<const SmsSettings> settings, Runtime& runtime, Fetch fetch, FillToken fill_token);

  // A message was taken. Of more than `kMost` the oldest are forgotten.
  void watch(std::string reference, std::string id, std::string phone);
  // These were taken in an earlier run. They are asked about by and by, behind what is taken now.
  void go_on(std::vector<Channel::Taken> taken);
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
  void add(Time due, Watched watched);
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
