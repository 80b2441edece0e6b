#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "channels/channel.hpp"
#include "channels/email/bounce_reader.hpp"
#include "channels/email/job_queue.hpp"
#include "channels/email/settings.hpp"
#include "channels/email/smtp_session.hpp"
#include "channels/template_health.hpp"

namespace triand::channels::email {

// Hands emails to a mail server through a fixed number of SMTP sessions, each on a thread of its own that waits for its
// server: a slow one holds up neither the others nor the network thread. Never sends a message again by itself unless
// the connection was lost before the server had seen any of it. Reads the mailbox that bounces come to, if there is one.
class EmailChannel final : public Channel {
 public:
  explicit EmailChannel(Settings settings);
  // Waits up to about a second for sessions in the middle of a message.
  ~EmailChannel() override;

  void start(Runtime& runtime) override;
  void send(Envelope envelope, Done done) override;
  [[nodiscard]] std::string unsubscribe_url() const override;
  void stop(std::chrono::milliseconds grace) override;

 private:
  void serve();
  [[nodiscard]] Outcome hand_over(SmtpSession& session, const Job& job);
  // Turns the refusal of one message into the campaign's when it repeats. From any session.
  void look_at_text(const std::string& campaign, Outcome& outcome);
  // Mail that leaves in clear where that need not be is spoken of, once.
  void warn_of_clear_text(const std::string& why);

  const Settings settings_;
  Runtime* runtime_ = nullptr;
  std::string unsubscribe_url_;  // with {reference}; empty: no List-Unsubscribe
  std::atomic<bool> warned_{false};
  StopSign stop_;
  JobQueue queue_;
  std::mutex texts_mutex_;
  TemplateHealth texts_;  // by campaign
  std::vector<std::jthread> threads_;
  std::unique_ptr<BounceReader> bounces_;
};

}  // namespace triand::channels::email
