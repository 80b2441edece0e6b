#include <boost/asio/post.hpp>

#include "daemon/app/engine.hpp"
#include "daemon/store/delivery_id.hpp"

// What portals keep: taken back from whom must not have it, and read again.

namespace triand::app {

namespace asio = boost::asio;

// Asked for every notice there is: each campaign's class is looked up once.
bool Engine::advertises(std::int64_t campaign) {
  const std::lock_guard lock(advertising_mutex_);
  if (const auto known = advertising_.find(campaign); known != advertising_.end()) return known->second;
  const auto from = readers_->lend();
  for (const auto& row : from->campaigns()) {
    if (row.id != campaign) continue;
    bool answer = false;
    try {
      answer = shelf_->draft(*from, row)->basis.campaign.kind == domain::Campaign::Class::advertising;
    } catch (const std::exception& error) {
      // It cannot send any more; what it has sent is taken back by the stricter rule.
      log_.warning("campaign_unusable", error.what());
      answer = true;
    }
    return advertising_[campaign] = answer;
  }
  return false;
}

void Engine::start_notices() {
  const auto judge = [this](const store::NoticeRow& notice, const domain::Customer& customer) {
    if (customer.opt_out) return domain::Reason::opted_out;
    return suppressions_->index().by_channel(
        customer, {.address = domain::AddressKind::customer_code,
                   .channel = domain::SuppressionScope::website,
                   .advertising = advertises(store::queue_of(notice.delivery).campaign),
                   .now = std::chrono::system_clock::now()});
  };
  const auto tell = [this](std::int64_t row, channels::Withdrawal withdrawal, channels::Channel::Done done) {
    asio::post(io_, [this, row, withdrawal = std::move(withdrawal), done = std::move(done)]() mutable {
      for (auto& channel : settings_.channels)
        if (channel.lane.channel == row)
          return channel.channel->withdraw(std::move(withdrawal), std::move(done));
      done(channels::Outcome::deferred(channels::FailureClass::configuration, "misconfigured", "",
                                       "its channel is no longer configured"));
    });
  };
  NoticeWatch::Channels withdrawing;
  for (const auto& channel : settings_.channels)
    if (channel.channel->can_withdraw()) withdrawing.emplace(channel.lane.channel, channel.facts.name);
  notice_watch_ = std::make_unique<NoticeWatch>(
      watcher_.get_executor(), *writer_, *readers_, withdrawing, judge, tell,
      [this](const std::string& trouble) { log_.warning("notices_not_withdrawn", trouble); });
  if (janitor_)
    janitor_->set_notices_gone(
        [this](std::int64_t campaign) { return notice_watch_->end_campaign(campaign); });
  notice_feed_ = std::make_unique<NoticeFeed>(settings_, rows_, *shelf_, *readers_, judge, log_);
  notice_feed_->add_route(router_);
}

}  // namespace triand::app
