#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <boost/asio/steady_timer.hpp>

#include "channels/channel.hpp"
#include "channels/curl/http_client.hpp"
#include "channels/token_queue.hpp"
#include "channels/zalo/refresh_schedule.hpp"
#include "channels/zalo/token_reply.hpp"
#include "channels/zalo/token_store.hpp"
#include "channels/zalo/zalo_settings.hpp"

namespace triand::channels {

// Keeps the Official Account's access token alive. It is the only one who uses the refresh token, which is good for one
// use (OAuth v4): one request at a time, well before the end, never for a pair that another has replaced meanwhile; what
// comes back is on disk before it is used. When Zalo gives none for good, the channel stops until an administrator brings
// a new pair. Thread: the network thread.
class ZaloTokenKeeper : public std::enable_shared_from_this<ZaloTokenKeeper> {
 public:
  // Sends a request; nothing of it may be cut off before its own time-out.
  using Fetch = std::function<void(HttpRequest, HttpClient::Callback)>;
  using Changed = std::function<void()>;  // usable(), blocked() or trouble() say something else

  // `runtime` outlives the keeper. Call open() once, when it is held by a shared_ptr.
  ZaloTokenKeeper(std::shared_ptr<const ZaloSettings> settings, Runtime& runtime, Fetch fetch,
                  Changed changed);
  void open();

  // The pair to send with, or null when there is none just now.
  [[nodiscard]] const TokenPair* usable() const;
  [[nodiscard]] const std::shared_ptr<const HeaderList>& headers() const { return store_->headers(); }
  // Why there is none: `not_authorized`, `token_renewing`, or empty.
  [[nodiscard]] std::string blocked() const;
  // Calls back when there is one, or it is certain that there is none now. Never before it returns.
  void wait(TokenQueue::Ready ready);

  // The service refused the access token of that generation, or took a request with it.
  void refuse(std::uint64_t generation);
  void worked(std::uint64_t generation);

  // {"access_token":…,"refresh_token":…}: from now on these. Returns what is wrong, or empty.
  std::string authorize(std::string_view json, std::function<void()> saved);

  // For people; empty: nothing to be known.
  [[nodiscard]] std::string trouble() const;
  // A pair is being bought, or is on its way to the disk.
  [[nodiscard]] bool busy() const { return queue_.asking() || store_->saving(); }
  // Begins nothing more; who waits is told, at the latest when a request that is under way ends.
  void stop();
  // The same at once.
  void close();

 private:
  void arm();
  void refresh();
  void answered(std::uint64_t generation, const std::string& refresh_token, const TokenReply& reply);
  void keep(const std::string& refresh_token, const TokenReply& reply);
  void give_up(std::uint64_t generation, const std::string& why);
  void failed(const std::string& why);
  void tell_later();
  [[nodiscard]] std::optional<Outcome> trouble_of_sending() const;

  std::shared_ptr<const ZaloSettings> settings_;
  Runtime& runtime_;
  Fetch fetch_;
  Changed changed_;
  std::shared_ptr<TokenStore> store_;
  TokenQueue queue_;
  boost::asio::steady_timer timer_;
  int failures_ = 0;          // in a row
  std::string last_failure_;  // in words
  // Why no try is of use in this run, and what to do; the pair on disk may well be good. Empty: tries are of use.
  std::string stopped_;
  std::uint64_t worked_ = 0;  // the newest generation that the service took
  bool stopping_ = false;
};

}  // namespace triand::channels
