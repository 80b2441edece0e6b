#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <string_view>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>

#include "channels/outcome.hpp"
#include "channels/smpp/backoff.hpp"
#include "channels/smpp/link_settings.hpp"
#include "channels/smpp/session.hpp"
#include "channels/smpp/wire.hpp"

namespace triand::channels::smpp {

// Keeps one session with the server: connects, binds, drives it, and begins anew with growing waits when it ends.
// Network thread.
class Link : public std::enable_shared_from_this<Link> {
 public:
  // Whom a link tells. Outlives the link or detaches it; may call the link back.
  class Owner {
   public:
    virtual ~Owner() = default;
    virtual void ready(Link& link) = 0;  // may be submitted to (again)
    virtual void answered(Link& link, const Answered& answer) = 0;
    virtual void unanswered(const Unanswered& lost) = 0;
    virtual void answered_late(const LateAnswer& answer) = 0;
    virtual void delivered(Link& link, const Delivered& receipt) = 0;
    // An attempt to connect and bind has failed, or the session has ended.
    virtual void down(Link& link) = 0;
  };

  Link(const boost::asio::any_io_executor& executor, const LinkSettings& settings,
       boost::asio::ssl::context& tls, Owner& owner);

  void open();
  [[nodiscard]] bool can_submit() const { return session_ && session_->can_submit(); }
  [[nodiscard]] bool bound() const { return session_ && session_->bound(); }
  // Connecting or binding just now.
  [[nodiscard]] bool trying() const { return wire_ && !bound(); }
  // Why the last attempt failed, as messages are answered that wait for a session.
  [[nodiscard]] const Outcome& trouble() const { return trouble_; }
  // Whether the account is refused: no attempt will be made for long.
  [[nodiscard]] bool refused() const { return refused_; }

  // Throws as Session::submit() does.
  void submit(std::uint64_t token, const ShortMessage& message);
  // An answer of this session said that it is given too much.
  void throttled();
  // Which session a receipt came by: an acknowledgement belongs to that one alone.
  [[nodiscard]] std::uint64_t generation() const { return generation_; }
  void acknowledge(std::uint64_t generation, std::uint32_t sequence, std::uint32_t status);

  // An attempt now rather than after the waiting, if the last one is a while ago.
  void hurry();
  // No more submits; good-bye once all are answered.
  void unbind();
  // The connection is cut; what has no answer is told as such.
  void cut();
  // Cuts without a word to the owner, for good.
  void detach();

 private:
  using Clock = std::chrono::steady_clock;

  void connected(const std::string& fault);
  void turn();  // after anything that happened: tells, writes, waits, ends
  void write();
  void arm();
  void end(const std::string& why);
  void look_at(Clock::time_point time);
  void look();

  boost::asio::any_io_executor executor_;
  LinkSettings settings_;
  boost::asio::ssl::context& tls_;
  Owner* owner_;
  std::shared_ptr<Wire> wire_;
  std::optional<Session> session_;
  boost::asio::steady_timer timer_;
  Backoff backoff_;
  Outcome trouble_;
  Clock::time_point tried_{};
  std::uint64_t generation_ = 0;
  bool refused_ = false;
  bool told_refusal_ = false;  // of this attempt
  bool writing_ = false;
  bool turning_ = false;
  bool closing_ = false;  // no new session
  std::mt19937 random_{std::random_device{}()};
};

}  // namespace triand::channels::smpp
