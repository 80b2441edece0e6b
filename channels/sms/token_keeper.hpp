#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "channels/channel.hpp"
#include "channels/curl/http_client.hpp"
#include "channels/sms/sms_settings.hpp"
#include "channels/token_queue.hpp"

namespace triand::channels {

// The token of one channel's account: got or signed when it is needed, renewed before it runs out, and a refresh token
// that changed is on disk before what came with it is used. Network thread.
class TokenKeeper {
 public:
  // Sends a request; the callback keeps whoever owns the keeper alive.
  using Fetch = std::function<void(HttpRequest, HttpClient::Callback)>;
  using Ready = TokenQueue::Ready;

  // `runtime` outlives the keeper.
  TokenKeeper(std::shared_ptr<const SmsSettings> settings, Runtime& runtime, Fetch fetch);

  // Whether there is a token that has not run out.
  [[nodiscard]] bool ready();
  // Calls back when there is one, or it is certain that there is none now. Never before it returns.
  void wait(Ready ready);
  // The gateway refused the token of that generation.
  void refuse(std::uint64_t generation);

  [[nodiscard]] const std::string& token() const { return token_.token; }
  [[nodiscard]] const std::string& session() const { return session_; }
  [[nodiscard]] std::uint64_t generation() const { return generation_; }
  // The header lines of a request with the token.
  [[nodiscard]] const std::shared_ptr<const HeaderList>& headers() const { return headers_; }

  // Whether it is known by what to ask for a token.
  [[nodiscard]] bool authorized() const;
  // {"refresh_token": …, "access_token": …}: from now on these. Returns what is wrong, or empty.
  std::string authorize(std::string_view json, std::function<void()> saved);
  // Whatever of ours stands in a text becomes "***".
  void hide(std::string& text) const;

 private:
  void ask();
  void answered(std::uint64_t chain, const HttpResponse& response);
  void use(AccessToken token);
  [[nodiscard]] Outcome trouble_of(const Answer& answer, const HttpResponse& response) const;
  void keep(const AccessToken& token, std::function<void()> saved);
  void load();
  [[nodiscard]] std::string seed() const;

  std::shared_ptr<const SmsSettings> settings_;
  const AuthRules& rules_;
  Runtime& runtime_;
  Fetch fetch_;
  AccessToken token_;
  std::string session_;
  std::string asked_session_;  // of the request under way
  std::string refresh_token_;
  std::uint64_t chain_ = 0;  // of refresh tokens; an administrator begins another one
  std::uint64_t generation_ = 0;
  std::shared_ptr<const HeaderList> headers_;
  TokenQueue queue_;
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace triand::channels
