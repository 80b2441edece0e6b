#pragma once

#include <array>
#include <chrono>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <boost/asio/steady_timer.hpp>

#include "channels/channel.hpp"
#include "channels/curl/http_client.hpp"
#include "channels/line_budget.hpp"
#include "channels/website/answer.hpp"
#include "channels/website/batch.hpp"
#include "channels/website/website_settings.hpp"

namespace triand::channels::website {

// Pushes notices to a customer portal: signed as Standard Webhooks, in batches, with a result for each. The portal keeps
// one copy of each notice id, so that the same batch may be sent again when its answer was lost; that is done here a few
// times, always with the same id and bytes, and left to the lane then. Network thread.
class WebsiteChannel : public Channel {
 public:
  explicit WebsiteChannel(std::shared_ptr<const WebsiteSettings> settings) : settings_(std::move(settings)) {}

  void start(Runtime& runtime) override;
  void send(Envelope envelope, Done done) override;
  [[nodiscard]] WebhookResult receive(const WebhookRequest& request) const override;
  [[nodiscard]] bool reports_by_webhook() const override { return true; }
  [[nodiscard]] bool signs_receipts() const override { return true; }
  [[nodiscard]] bool may_repeat() const override { return true; }
  [[nodiscard]] bool can_withdraw() const override { return true; }
  void withdraw(Withdrawal withdrawal, Done done) override;
  [[nodiscard]] bool opens_feed(std::string_view token) const override;
  [[nodiscard]] std::string trouble() const override;
  void stop(std::chrono::milliseconds grace) override;

 private:
  using BatchPointer = std::shared_ptr<Batch>;

  // Notices of one event that wait for company.
  struct Gathering {
    std::vector<Post> posts;
    std::size_t bytes = 0;
  };

  void gather(Post post);
  void close(Gathering& gathering);
  void close_all();
  // Sends what waits, as far as requests and the portal's patience allow.
  void pump();
  void post(BatchPointer batch);
  void answered(const BatchPointer& batch, const HttpResponse& response);
  void go_on(const BatchPointer& batch, const Judged& judged);
  void settle_each(const Batch& batch, const std::map<std::string, Outcome>& outcomes);
  void split(const BatchPointer& batch);
  void end(const BatchPointer& batch, const Outcome& outcome);
  void after(boost::asio::steady_timer& timer, std::chrono::milliseconds wait, std::function<void()> what);
  void later(Done done, Outcome outcome);
  void note_clock(const HttpResponse& response);
  void quote(std::string_view event, const std::string& text);

  std::shared_ptr<const WebsiteSettings> settings_;
  Runtime* runtime_ = nullptr;
  std::unique_ptr<HttpClient> client_;
  std::array<Gathering, 3> gatherings_;  // by event
  std::deque<BatchPointer> ready_;
  std::unique_ptr<boost::asio::steady_timer> gather_timer_;
  std::unique_ptr<boost::asio::steady_timer> hold_timer_;
  std::chrono::steady_clock::time_point not_before_{};  // the portal asked for time, or was not there
  std::chrono::seconds clock_ahead_{0};                 // of ours, as the portal's answers show
  LineBudget budget_;
  std::size_t under_way_ = 0;
  bool gathering_ = false;  // the timer runs
  bool stopping_ = false;
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace triand::channels::website
