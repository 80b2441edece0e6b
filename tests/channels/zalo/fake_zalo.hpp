#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "tests/channels/curl/test_server.hpp"

namespace triand::channels {

// An imitation of Zalo for one test: a pair of tokens of which a refresh makes the next, one refresh token for one use,
// and messages that need the newest access token. The test's thread and the server's both use it.
class FakeZalo {
 public:
  FakeZalo() {
    server_ =
        TestServer::answering([this](Peer& peer, const ReceivedRequest& request) { answer(peer, request); });
  }

  [[nodiscard]] std::string url() const { return server_->url(); }

  // What the next refreshes are answered with instead; "(lost)": rotated, and the connection is reset; "(down)": reset
  // without a rotation.
  void answer_refreshes(std::vector<std::string> answers) {
    const std::lock_guard lock(mutex_);
    answers_ = std::move(answers);
  }
  // `expires_in` and what follows it, as JSON: `,"expires_in":"90000"`.
  void set_more(std::string more) {
    const std::lock_guard lock(mutex_);
    more_ = std::move(more);
  }
  void keep_refresh_token() {
    const std::lock_guard lock(mutex_);
    rotates_refresh_ = false;
  }
  void refuse_every_token() {
    const std::lock_guard lock(mutex_);
    refuses_all_ = true;
  }
  // Nothing is answered while this lives.
  [[nodiscard]] std::unique_lock<std::mutex> hold() { return std::unique_lock(mutex_); }
  // Refreshes that have come, answered or not.
  [[nodiscard]] int arrived() const { return arrived_; }
  // Somebody else has used the refresh token.
  void rotate() {
    const std::lock_guard lock(mutex_);
    next_pair();
  }

  [[nodiscard]] std::string access() const {
    const std::lock_guard lock(mutex_);
    return "access-" + std::to_string(pair_);
  }
  [[nodiscard]] std::string pair() const {
    const std::lock_guard lock(mutex_);
    return R"({"access_token":"access-)" + std::to_string(pair_) + R"(","refresh_token":"refresh-)" +
           std::to_string(refresh_) + "\"}";
  }
  [[nodiscard]] std::vector<ReceivedRequest> refreshes() const {
    const std::lock_guard lock(mutex_);
    return refreshes_;
  }
  // Messages, those included whose token was refused.
  [[nodiscard]] std::vector<ReceivedRequest> messages() const {
    const std::lock_guard lock(mutex_);
    return messages_;
  }

 private:
  void next_pair() {
    ++pair_;
    if (!rotates_refresh_) return;
    used_.insert("refresh-" + std::to_string(refresh_));
    ++refresh_;
  }

  void answer(Peer& peer, const ReceivedRequest& request) {
    if (request.line() == "POST /v4/oa/access_token") ++arrived_;
    const std::lock_guard lock(mutex_);
    if (request.line() == "POST /v4/oa/access_token") return refresh(peer, request);
    const bool known = !refuses_all_ && request.header("access_token") == "access-" + std::to_string(pair_);
    if (request.line().starts_with("POST ")) messages_.push_back(request);
    if (!known)
      peer.answer(200, R"({"error":-124,"message":"Access token invalid"})");
    else if (request.line().starts_with("GET /message/quota"))
      peer.answer(200, R"({"error":0,"message":"success","data":{"dailyQuota":null}})");
    else
      peer.answer(200, R"({"error":0,"message":"Success","data":{"msg_id":"m-1"}})");
  }

  void refresh(Peer& peer, const ReceivedRequest& request) {
    refreshes_.push_back(request);
    std::string wish;
    if (!answers_.empty()) {
      wish = answers_.front();
      answers_.erase(answers_.begin());
    }
    if (wish == "(down)") return peer.reset();
    if (!wish.empty() && wish != "(lost)") return peer.answer(wish.front() == '<' ? 502 : 200, wish);
    const std::string token = request.body.substr(14, request.body.find('&') - 14);
    if (used_.contains(token)) return peer.answer(200, "");
    if (token != "refresh-" + std::to_string(refresh_))
      return peer.answer(200, R"({"error":"-14014","error_name":"Invalid refresh token."})");
    next_pair();
    if (wish == "(lost)") return peer.reset();
    std::string body = R"({"access_token":"access-)" + std::to_string(pair_) + "\"";
    if (rotates_refresh_) body += R"(,"refresh_token":"refresh-)" + std::to_string(refresh_) + "\"";
    peer.answer(200, body + more_ + "}");
  }

  std::atomic<int> arrived_ = 0;
  mutable std::mutex mutex_;
  int pair_ = 1;
  int refresh_ = 1;
  bool rotates_refresh_ = true;
  bool refuses_all_ = false;
  std::string more_ = R"(,"expires_in":"90000")";
  std::set<std::string> used_;
  std::vector<std::string> answers_;
  std::vector<ReceivedRequest> refreshes_;
  std::vector<ReceivedRequest> messages_;
  std::unique_ptr<TestServer> server_;  // last: its threads use all of these
};

}  // namespace triand::channels
