#include <fmt/format.h>
#include <boost/asio/post.hpp>

#include "channels/batch_printer.hpp"
#include "daemon/app/campaign_class.hpp"
#include "daemon/app/clocks.hpp"
#include "daemon/app/engine.hpp"
#include "daemon/store/channel_writer.hpp"
#include "daemon/store/recovery.hpp"

// How the service begins: its channels and lanes, and what the last run left behind.

namespace triand::app {

using namespace std::chrono_literals;
namespace asio = boost::asio;

namespace {

// Where unsubscribe links lead whose channel names no address of its own.
constexpr std::string_view kUnsubscribePath = "/u/{reference}";

}  // namespace

void Engine::start_channels() {
  desk_ = std::make_unique<receipts::ReceiptDesk>(
      *writer_, *suppressions_, [] { return std::chrono::system_clock::now(); },
      [this](const store::RoutedDelivery& delivery) { return shelf_->next_channel(delivery); },
      [this](std::int64_t) { refresh(); });
  std::map<std::int64_t, std::string> names;
  for (const auto& [name, row] : rows_) names[row] = name;
  desk_->set_delivered([events = events_, names](std::int64_t channel, std::chrono::milliseconds delay) {
    if (const auto name = names.find(channel); name != names.end()) events->receipt(name->second, delay);
  });
  receipt_watch_ = std::make_unique<receipts::ReceiptWatch>(
      watcher_.get_executor(), *writer_, *readers_,
      [this](const store::RoutedDelivery& delivery) { return shelf_->next_channel(delivery); },
      [this](std::int64_t) { refresh(); });
  receipt_watch_->set_ask([this](std::int64_t channel, std::vector<receipts::Question> questions,
                                 std::function<void(std::vector<receipts::Answer>)> done) {
    boost::asio::post(io_,
                      [this, channel, questions = std::move(questions), done = std::move(done)]() mutable {
                        ask_about_messages(channel, std::move(questions), std::move(done));
                      });
  });
  receipt_watch_->deaf_until(std::chrono::steady_clock::now());
  const auto day = [zone = *settings_.zone](schedule::WallTime time) {
    return static_cast<std::int64_t>(schedule::day_number(zone.local(time).day));
  };
  dispatcher_ = std::make_unique<dispatch::Dispatcher>(dispatch::LaneWorld{
      .executor = io_.get_executor(),
      .writer = *writer_,
      .now = read_clocks,
      .day = day,
      .queued = {},
      .stopped =
          [this](const std::string& channel, const channels::Outcome& outcome) {
            log_.error("channel_stopped",
                       fmt::format("channel {} stopped: the gateway answered {} ({}); mend it, then "
                                   "`trianctl channels resume {}`",
                                   channel, outcome.code, outcome.reason, channel));
          },
      .attempted = [this](
                       const std::string& channel, channels::Verdict verdict, domain::Reason reason,
                       std::chrono::milliseconds took) { events_->attempt(channel, verdict, reason, took); },
      .published =
          [this](schedule::SteadyTime since) {
            // It was looked for before it stood.
            if (since <= last_change_.load()) notice_watch_->something_changed();
          },
      .suppressions = suppressions_.get()});
  const std::string hash_key = "gateway ids " + readers_->lend()->subject_key();
  for (auto& channel : settings_.channels) {
    const std::int64_t row = rows_.at(channel.facts.name);
    events_->channel(channel.facts.name);
    values_.push_back(std::make_unique<ChannelValues>(*writer_, row));
    auto& values = *values_.back();
    auto runtime = std::make_unique<channels::Runtime>();
    runtime->executor = io_.get_executor();
    runtime->name = channel.facts.name;
    if (!settings_.public_url.empty()) {
      runtime->webhook_url = settings_.public_url + "/webhooks/" + channel.facts.name;
      if (!channel.webhook_secret.empty()) runtime->webhook_url += "/" + channel.webhook_secret.reveal();
    }
    runtime->load = [&values](std::string_view key) { return values.load(key); };
    runtime->save = [this, &values](const std::string& key, const std::string& value,
                                    std::function<void()> saved) {
      // What the channel does then belongs to its own thread.
      values.save(key, value,
                  [this, saved = std::move(saved)] { boost::asio::post(io_, [saved] { saved(); }); });
    };
    runtime->hash_key = hash_key;
    runtime->on_receipt = [this, row](channels::Receipt receipt) { desk_->keep(row, {std::move(receipt)}); };
    runtime->keep_receipt = [this, row](channels::Receipt receipt, std::function<void(bool)> stored) {
      desk_->take(row, {std::move(receipt)}, {}, [this, stored = std::move(stored)](bool on_disk) {
        boost::asio::post(io_, [stored, on_disk] { stored(on_disk); });
      });
    };
    runtime->take_receipts = [this, row](std::vector<channels::Receipt> receipts,
                                         std::function<void(bool)> stored) {
      desk_->take(row, std::move(receipts), {}, [this, stored = std::move(stored)](bool on_disk) {
        boost::asio::post(io_, [stored, on_disk] { stored(on_disk); });
      });
    };
    runtime->refuse_receipt = [this, name = channel.facts.name](const std::string& what) {
      desk_->count_forged();
      log_.warning("receipt_refused", fmt::format("channel {}: {}", name, what));
    };
    runtime->signing_key = signing_key_;
    if (!settings_.listen.empty() && !settings_.public_url.empty())
      runtime->unsubscribe_url = settings_.public_url + std::string(kUnsubscribePath);
    runtime->may_leave = [this, row](const std::string& reference) {
      for (const auto& lane : dispatcher_->lanes())
        if (lane->settings().channel == row) return lane->may_leave(reference);
      return true;
    };
    runtime->log = [this](channels::LogLevel level, std::string_view event, std::string_view text) {
      log_(level == channels::LogLevel::info      ? server::LogLevel::info
           : level == channels::LogLevel::warning ? server::LogLevel::warning
                                                  : server::LogLevel::error,
           event, text);
    };
    runtime->wake = [this, row] {
      for (const auto& lane : dispatcher_->lanes())
        if (lane->settings().channel == row) lane->wake();
    };
    runtime->now = [] { return std::chrono::system_clock::now(); };
    runtimes_.push_back(std::move(runtime));
    channel.channel->start(*runtimes_.back());
    channel.lane.channel = row;
    if (channel.lane.receipts_expected && channel.lane.receipt_timeout &&
        !receipts_can_come(settings_, channel))
      log_.warning(
          "receipts_unreachable",
          fmt::format("channel {}: no receipt can reach this service, so receipt_timeout has no effect; set "
                      "http.public_url and the channel's webhook_secret, or receipts: none",
                      channel.facts.name));
    const std::int64_t today = day(std::chrono::system_clock::now());
    const std::int64_t used =
        writer_->run([&](store::WriteSession& session) { return store::quota_used(session, row, today); });
    dispatcher_->add(channel.lane, *channel.channel, *settings_.zone, today, used);
  }
}

void Engine::add_unsubscribe_routes() {
  unsubscribe_desk_ = std::make_unique<UnsubscribeDesk>(UnsubscribeDesk::World{
      .key = signing_key_,
      .writer = *writer_,
      .readers = *readers_,
      .suppressions = *suppressions_,
      .advertises =
          [](store::Reader& reader, const store::DeliveryView& delivery) {
            const auto row = reader.campaign(delivery.campaign);
            return row && is_advertising(*row);
          },
      .now = [] { return std::chrono::system_clock::now(); },
      .changed = [this](bool advertising) { advertising ? something_changed() : refresh(); },
      .log = log_});
  std::vector<UnsubscribeAddress> addresses{{.pattern = std::string(kUnsubscribePath), .query = {}}};
  for (const auto& channel : settings_.channels) {
    const auto address = read_unsubscribe_address(channel.channel->unsubscribe_url());
    if (!address) continue;
    addresses.push_back(*address);
    if (settings_.listen.empty())
      log_.warning(
          "unsubscribe_unreachable",
          fmt::format("channel {}: nobody answers its unsubscribe_url; set http.listen, and lead the "
                      "address there",
                      channel.facts.name));
  }
  unsubscribe_desk_->add_routes(router_, addresses);
}

void Engine::recover() {
  std::map<std::int64_t, const ChannelSettings*> by_row;
  for (const auto& channel : settings_.channels) by_row[rows_.at(channel.facts.name)] = &channel;
  const auto now = std::chrono::system_clock::now();
  const auto fate_of = [&](std::int64_t row, const std::string& reference,
                           store::TimePoint taken_at) -> store::CrashFinding {
    const auto channel = by_row.find(row);
    if (channel == by_row.end()) return store::CrashFate::in_doubt;
    switch (channel->second->channel->recover(reference, taken_at)) {
      case channels::Recovery::not_sent:
        return store::CrashFate::not_sent;
      case channels::Recovery::sent:
        if (const auto* press = dynamic_cast<const channels::BatchPrinter*>(channel->second->channel.get()))
          return {store::CrashFate::sent, press->recovered_in(reference)};
        return store::CrashFate::sent;
      case channels::Recovery::unknown:
        break;
    }
    if (channel->second->lane.in_doubt != dispatch::InDoubtPolicy::resend) return store::CrashFate::in_doubt;
    // What the gateway has forgotten by now it would send twice.
    const auto recognises = channel->second->channel->recognises();
    return recognises > 0ms && now - taken_at >= recognises ? store::CrashFate::in_doubt
                                                            : store::CrashFate::resend;
  };
  const auto found = writer_->run([&](store::WriteSession& session) {
    return store::recover_leases(session, fate_of, now, [this](std::int64_t delivery, std::int64_t customer) {
      return campaign_desk_->cost_of(delivery, customer);
    });
  });
  if (found.in_doubt + found.requeued + found.accepted + found.sent_again > 0)
    log_.warning("recovered",
                 fmt::format("the last run ended while messages were on their way: {} are in doubt, {} "
                             "had certainly not left and are queued again, {} had left, {} may have left and "
                             "are sent again, as in_doubt: resend says",
                             found.in_doubt, found.requeued, found.accepted, found.sent_again));
}

// What channels ask about is in their memory alone, and the last run took that with it.
void Engine::go_on_asking() {
  constexpr int kMost = 200'000;
  for (auto& channel : settings_.channels) {
    const auto asks_for = channel.channel->asks_for();
    if (asks_for <= 0ms) continue;
    asio::post(watcher_, [this, asks_for, row = rows_.at(channel.facts.name), asker = channel.channel.get()] {
      std::vector<channels::Channel::Taken> taken;
      try {
        const auto since = std::chrono::system_clock::now() - asks_for;
        for (auto& one : readers_->lend()->taken_since(row, since, kMost))
          taken.push_back(
              {std::move(one.reference), std::move(one.provider_id), std::move(one.phone), one.at});
      } catch (const std::exception& error) {
        log_.warning("polls_lost",
                     std::string("what the last run was still asking a gateway about cannot be read: ") +
                         error.what());
      }
      if (taken.empty()) return;
      asio::post(io_, [asker, taken = std::move(taken)]() mutable { asker->go_on_asking(std::move(taken)); });
    });
  }
}

}  // namespace triand::app
