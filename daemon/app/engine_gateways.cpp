#include <boost/asio/post.hpp>

#include "daemon/app/engine.hpp"
#include "daemon/domain/hold_reason.hpp"
#include "daemon/store/campaign_writer.hpp"

// What gateways say by themselves, and what they are asked about single messages.

namespace triand::app {

namespace asio = boost::asio;

void Engine::heed(std::int64_t channel, const channels::GatewayNotice& notice) {
  const bool stops = notice.kind == channels::GatewayNotice::Kind::template_stopped;
  if (stops)
    log_.error("gateway_notice", notice.words);
  else
    log_.warning("gateway_notice", notice.words);
  if (!stops) return;
  const auto now = std::chrono::system_clock::now();
  for (const auto& run : orders_.runs) {
    if (!run->uses_template(channel, notice.template_id)) continue;
    log_.error("template_stopped", "campaign " + run->id() + " sends nothing more with template " +
                                       notice.template_id + "; see to it, then `trianctl campaign resume " +
                                       run->id() + " --channel` its channel");
    writer_->must(
        [campaign = run->row(), channel, why = notice.words, now](store::WriteSession& session) {
          store::set_pause(session, campaign, channel, 0, "triand", why,
                           std::string(domain::to_string(domain::HoldReason::template_stopped)), now);
        },
        [this](std::exception_ptr) { refresh(); });
  }
}

void Engine::start_inquiries() {
  inquiry_watch_ = std::make_unique<receipts::ReceiptWatch>(
      watcher_.get_executor(), *writer_, *readers_, [](const store::RoutedDelivery&) { return std::nullopt; },
      [](std::int64_t) {});
  inquiry_watch_->set_ask([this](std::int64_t channel, std::vector<receipts::Question> questions,
                                 std::function<void(std::vector<receipts::Answer>)> done) {
    asio::post(io_, [this, channel, questions = std::move(questions), done = std::move(done)]() mutable {
      ask_about_messages(channel, std::move(questions), std::move(done));
    });
  });
  inquiry_watch_->deaf_until(std::chrono::steady_clock::now());
}

void Engine::ask_about_messages(std::int64_t channel, std::vector<receipts::Question> questions,
                                std::function<void(std::vector<receipts::Answer>)> done) {
  for (const auto& one : settings_.channels)
    if (rows_.at(one.facts.name) == channel && !stopping_)
      return receipts::ask_about(*one.channel, std::move(questions), std::move(done));
  // Nobody could be asked.
  std::vector<receipts::Answer> answers;
  answers.reserve(questions.size());
  for (receipts::Question& question : questions) answers.push_back({std::move(question), std::nullopt});
  done(std::move(answers));
}

}  // namespace triand::app
