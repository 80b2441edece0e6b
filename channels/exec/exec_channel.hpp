#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>

#include <boost/asio/steady_timer.hpp>

#include "channels/channel.hpp"
#include "channels/exec/backlog.hpp"
#include "channels/exec/exec_settings.hpp"
#include "channels/exec/program.hpp"
#include "channels/exec/restart_wait.hpp"
#include "channels/exec/said.hpp"
#include "channels/line_budget.hpp"

namespace triand::channels::exec {

// A channel that any program can be (contract, section 7): it is started once and kept, reads messages as JSON lines and
// answers in any order. One that ends, or says nothing for long, is started again, later each time; what it had and did
// not answer is in doubt, what it never had goes back to the queue. Network thread.
class ExecChannel : public Channel {
 public:
  explicit ExecChannel(std::shared_ptr<const ExecSettings> settings) : settings_(std::move(settings)) {}
  ~ExecChannel() override;

  void start(Runtime& runtime) override;
  void send(Envelope envelope, Done done) override;
  [[nodiscard]] std::optional<AddressKind> address() const override { return settings_->address; }
  [[nodiscard]] std::optional<templates::MessageForm> form() const override { return settings_->form; }
  [[nodiscard]] bool reports_by_id_alone() const override { return true; }
  [[nodiscard]] bool asks_for_receipts() const override { return true; }
  [[nodiscard]] std::string blocked() const override;
  void stop(std::chrono::milliseconds grace) override;

 private:
  void launch();
  void push();
  void hear(std::string_view line, bool too_long);
  void hear_late(const Said& said);
  void ended(const std::string& how, std::size_t unread);
  // Calls it after a while, unless the timer is set anew or the channel is gone by then.
  void after(boost::asio::steady_timer& timer, std::chrono::milliseconds wait, std::function<void()> what);
  void launch_later(std::chrono::milliseconds wait);
  // Answers what is overdue, and ends a program that does not read or speak any more.
  void look();
  void look_later();
  // Asks it to end, and sees to it.
  void terminate(const std::string& why);
  void answer_all(std::size_t unread, const std::string& why);
  void settle(Done done, Outcome outcome);
  void remember_late(const std::string& reference);
  void log(LogLevel level, std::string_view event, const std::string& text) const;
  void quote(std::string_view event, const std::string& text);

  std::shared_ptr<const ExecSettings> settings_;
  Runtime* runtime_ = nullptr;
  std::unique_ptr<Program> program_;
  Backlog backlog_;
  RestartWait restart_wait_;
  LineBudget budget_;
  std::unique_ptr<boost::asio::steady_timer> restart_timer_;
  std::unique_ptr<boost::asio::steady_timer> look_timer_;
  std::unique_ptr<boost::asio::steady_timer> end_timer_;
  SteadyTime started_{};
  SteadyTime heard_{};           // its last line
  SteadyTime moved_{};           // when a byte left last
  std::int64_t unheard_ = 0;     // messages that were overdue since its last line
  std::int64_t line_count_ = 0;  // of this program's output
  bool looking_ = false;
  bool ending_ = false;  // it was asked to end
  bool stopping_ = false;
  // Messages that were given up as in doubt: what is said of them yet is a receipt.
  std::unordered_set<std::string> late_;
  std::deque<std::string> late_in_order_;
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace triand::channels::exec
