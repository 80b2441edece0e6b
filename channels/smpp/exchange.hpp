#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>

#include "channels/channel.hpp"
#include "channels/smpp/late_answers.hpp"
#include "channels/smpp/link.hpp"
#include "channels/smpp/message_flow.hpp"
#include "channels/smpp/settings.hpp"

namespace triand::channels::smpp {

// The messages of one channel and the links that carry them: whatever waits goes to the next link with room. What was
// given to the network and not answered when its link died is in doubt; what was not goes to another link, or is deferred
// when none comes back soon. Network thread.
class Exchange : public Link::Owner, public std::enable_shared_from_this<Exchange> {
 public:
  // `runtime` outlives it. Throws when `ca_file` cannot be read.
  Exchange(std::shared_ptr<const Settings> settings, Runtime& runtime);

  void open();
  void send(Envelope envelope, Channel::Done done);
  // Nothing new; what was begun may end within `grace`, then the rest is cut off.
  void stop(std::chrono::milliseconds grace);
  // Drops everything without a word.
  void close();

  void ready(Link& link) override;
  void answered(Link& link, const Answered& answer) override;
  void unanswered(const Unanswered& lost) override;
  void answered_late(const LateAnswer& answer) override;
  void delivered(Link& link, const Delivered& receipt) override;
  void down(Link& link) override;

 private:
  using Clock = std::chrono::steady_clock;
  using Token = std::uint64_t;
  struct Message {
    std::string reference;
    MessageFlow flow;
    Channel::Done done;
    Clock::time_point waits_since;
  };

  [[nodiscard]] ShortMessage pattern(const Envelope& envelope) const;
  void answer_later(Channel::Done done, Outcome outcome);
  void pump();
  void step(Token token, MessageFlow::Step step);
  void finish(Token token, Outcome outcome);
  void look();  // at what has waited too long, and at what may be tried again
  void arm();
  void end_if_idle();
  [[nodiscard]] bool all_refused() const;
  [[nodiscard]] const Outcome& trouble() const;

  std::shared_ptr<const Settings> settings_;
  Runtime& runtime_;
  boost::asio::ssl::context tls_;
  std::vector<std::shared_ptr<Link>> links_;
  std::size_t turn_ = 0;  // the link that is asked first
  std::unordered_map<Token, Message> messages_;
  std::deque<Token> waiting_;
  std::multimap<Clock::time_point, Token> resting_;  // later parts that were refused for now
  LateAnswers late_;
  Token next_token_ = 1;
  std::uint16_t next_reference_ = 0;  // of long messages
  boost::asio::steady_timer timer_;
  bool pumping_ = false;
  bool stopping_ = false;
  bool closed_ = false;
};

}  // namespace triand::channels::smpp
