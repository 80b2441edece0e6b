#include <filesystem>

#include "daemon/app/build_commit.hpp"
#include "daemon/app/campaign_class.hpp"
#include "daemon/app/engine.hpp"
#include "daemon/app/import_job.hpp"
#include "daemon/app/network_call.hpp"
#include "daemon/app/service_now.hpp"
#include "daemon/app/template_files.hpp"
#include "daemon/app/text_preview.hpp"

// What the API asks of the running service.

namespace triand::app {

server::ServiceNow Engine::service_now() const {
  server::ServiceNow out;
  out.version = TRIAND_VERSION;
  out.commit = kBuildCommit;
  out.started_at = started_at_;
  out.database = settings_.database;
  out.adopted = adopted_;
  out.recording = writer_->recording();
  out.receipts_refused = desk_->forged();
  describe_channels(settings_, *dispatcher_, orders_.pauses, out);
  return out;
}

server::ApiWorld Engine::api_world() {
  const auto clock = [] { return std::chrono::system_clock::now(); };
  const std::string spool = settings_.database + ".spool";
  server::ApiWorld world{.writer = *writer_,
                         .jobs = *jobs_,
                         .suppressions = *suppressions_,
                         .zone = *settings_.zone,
                         .spool = spool};
  world.list_limits = settings_.list_limits;
  world.now = clock;
  world.reader = [this] { return readers_->lend(); };
  world.service = [this] { return call_on_network(io_, [this] { return service_now(); }); };
  world.changed = [this] { something_changed(); };
  world.obeyed = [this] {
    last_list_ = std::chrono::steady_clock::now();
    const auto ticket = order_waiters_.join();
    something_changed();
    if (!order_waiters_.wait(ticket, kLongestWait))
      log_.warning("orders_late",
                   "what was changed is on disk, and does not hold everywhere yet: the service is busy");
  };

  world.accounts_changed = [this] { account_reload_->changed(); };

  world.check_campaign = [this, clock](const std::string& file, const std::string& text) {
    return campaign_desk_->check(file, text, clock());
  };
  world.plan_campaign = [this](const std::string& file, const std::string& text, const server::Caller& caller,
                               server::Progress& progress) {
    return campaign_desk_->plan(file, text, caller, progress);
  };
  world.preview = [this](const std::string& campaign, const std::string& customer,
                         const std::string& channel) {
    return campaign_desk_->preview(campaign, customer, channel);
  };
  world.preview_samples = [this](const server::PreviewOrder& order, server::Progress& progress) {
    return message_desk_->preview(order, progress);
  };
  world.templates = [this](const std::string& message) {
    return templates_document(settings_, *readers_->lend(), message);
  };
  world.preview_text = [this, clock](const server::TextOrder& order) {
    return preview_text(settings_, *readers_->lend(), order, clock());
  };
  world.test_campaign = [this](const server::TestOrder& order, const server::Caller& caller) {
    return message_desk_->test(order, caller);
  };
  world.open_time = [this](const store::CampaignRow& row, const std::string& channel, store::TimePoint from,
                           store::TimePoint to) { return open_time(settings_, row, channel, from, to); };
  world.shortfall = [this](const store::CampaignRow& row) { return campaign_desk_->shortfall(row); };
  world.ask_late = [this](const store::CampaignRow& row) { return campaign_desk_->ask_late(row); };
  world.forecaster = [this, clock] {
    return [this, now = clock(), quotas = forecast_desk_->gateway_quotas()](
               store::Reader& reader, const store::CampaignRow& row, bool detailed) {
      return forecast_desk_->of_campaign(row, reader, quotas, now, detailed);
    };
  };
  world.changed_since = [this](const store::CampaignRow& row) { return campaign_desk_->changed_since(row); };
  world.needs_two_persons = [this](const store::CampaignRow& row) {
    return campaign_desk_->needs_two_persons(row);
  };
  world.is_advertising = [](const store::CampaignRow& row) { return is_advertising(row); };
  world.text_of = [this](const store::DeliveryView& view) { return campaign_desk_->text_of(view); };
  world.next_channel = [this](const store::DeliveryView& view) { return campaign_desk_->next_channel(view); };

  world.import_customers = [this, clock, spool](const server::ImportOrder& order,
                                                const server::Caller& caller, server::Progress& progress) {
    const ImportJobWorld job{.settings = settings_,
                             .writer = *writer_,
                             .reader = [this] { return readers_->lend(); },
                             .rejects_folder = spool,
                             .now = clock};
    server::JobResult result = import_customers(job, order, caller, progress);
    if (const auto* report = std::get_if<boost::json::object>(&result); report != nullptr && !order.dry_run)
      for (const char* fate : {"taken", "rejected"})
        if (const auto* count = report->if_contains(fate); count != nullptr && count->is_number())
          events_->import_rows(fate, count->to_number<std::int64_t>());
    return result;
  };
  world.rejects_file = [spool](const std::string& import) -> std::optional<std::string> {
    if (import.empty() || import.find_first_not_of("0123456789dryuns-") != std::string::npos)
      return std::nullopt;
    return find_rejects(spool, import);
  };

  world.revealed = [events = events_] { events->revealed(); };
  world.proof_failed = [events = events_] { events->log_in_failed(); };
  world.authorize = [this](const std::string& channel, const std::string& json) {
    std::string wrong = channel_desk_.authorize(channel, json);
    if (wrong.empty()) refresh();
    return wrong;
  };
  world.send_test = [this](const std::string& channel, const std::string& to) {
    return channel_desk_.send_test(channel, to);
  };
  world.letters = [this] { return channel_desk_.letters(); };
  world.release_letters = [this](const std::string& batch, const server::Progress& progress) {
    return channel_desk_.release_letters(batch, progress);
  };
  return world;
}

}  // namespace triand::app
