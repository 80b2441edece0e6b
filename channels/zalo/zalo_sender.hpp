#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include <boost/asio/steady_timer.hpp>

#include "channels/channel.hpp"
#include "channels/curl/http_client.hpp"
#include "channels/template_health.hpp"
#include "channels/zalo/reply.hpp"
#include "channels/zalo/token_pair.hpp"
#include "channels/zalo/zalo_quota.hpp"
#include "channels/zalo/zalo_settings.hpp"
#include "channels/zalo/zalo_token_keeper.hpp"

namespace triand::channels {

// The way of messages to Zalo, and of the questions about them: given a token, sent at most once, and answered for. Only
// what was refused for its token, and so certainly not taken, goes out once more, with a new one. A token that an answer
// repeats is hidden before anything is read of it. Network thread.
class ZaloSender : public std::enable_shared_from_this<ZaloSender> {
 public:
  // `runtime` outlives the sender. Call open() once, when it is held by a shared_ptr.
  ZaloSender(std::shared_ptr<const ZaloSettings> settings, Runtime& runtime);
  void open();

  void send(Envelope envelope, Channel::Done done);
  void ask_template(const std::string& id, Channel::TemplateDone done);
  void ask_message(std::string reference, const std::string& provider_id, Channel::ReceiptDone done);
  void heed(const GatewayNotice& notice);

  // As of Channel::stop().
  void stop(std::chrono::milliseconds grace);
  // Ends everything now; the answers still come.
  void close();

  [[nodiscard]] ZaloTokenKeeper& tokens() const { return *tokens_; }
  [[nodiscard]] const ZaloQuota& quota() const { return quota_; }
  [[nodiscard]] std::string trouble() const;

 private:
  struct Message {
    std::string template_id;
    std::string body;
    Channel::Done done;
    bool renewed = false;  // it was refused for its token once
  };
  struct Question {
    std::string target;
    HttpClient::Callback callback;
    bool renewed = false;
  };

  void board(Message message);
  void transmit(Message message);
  void answered(Message message, const TokenPair& sent, const HttpResponse& response);
  void learn(const Message& message, ZaloReply& reply);
  // Asks a page behind the access token; an incomplete response where there is no token.
  void ask(Question question);
  void put(Question question);
  void heard(Question question, const TokenPair& sent, const HttpResponse& response);
  void read_quota();
  void read_quota_later(std::chrono::milliseconds wait);
  void fetch(HttpRequest request, HttpClient::Callback callback);
  void answer_later(Channel::Done done, Outcome outcome);
  [[nodiscard]] std::string body_of(const Envelope& envelope, const std::string& phone) const;
  void changed() const;
  void token_changed();

  std::shared_ptr<const ZaloSettings> settings_;
  Runtime& runtime_;
  std::unique_ptr<HttpClient> client_;
  std::shared_ptr<ZaloTokenKeeper> tokens_;
  ZaloQuota quota_;
  TemplateHealth templates_;
  boost::asio::steady_timer quota_timer_;
  std::string unknown_;  // the newest answer that is in no table
  std::int64_t unknown_count_ = 0;
  bool stopping_ = false;
};

}  // namespace triand::channels
