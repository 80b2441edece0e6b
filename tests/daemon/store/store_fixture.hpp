#pragma once

#include <cstdlib>
#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "daemon/store/campaign_writer.hpp"
#include "daemon/store/channel_writer.hpp"
#include "daemon/store/claim.hpp"
#include "daemon/store/customer_writer.hpp"
#include "daemon/store/database.hpp"
#include "daemon/store/plan_writer.hpp"
#include "daemon/store/reader.hpp"
#include "daemon/store/record.hpp"
#include "daemon/store/writer.hpp"

namespace triand::store {

// A database of its own for one test, with customers PA05…1 to PA05…N and a planned campaign "t-2026" in which each of
// them has one delivery by "sms" (whose leg goes on to "email").
class StoreFixture {
 public:
  template <class Function>
  auto run(Function function) {
    return writer->run(function);
  }

  explicit StoreFixture(int customers = 10) {
    std::string pattern = (std::filesystem::temp_directory_path() / "triand-store-XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
    open();
    run([&](WriteSession& session) {
      put_units(session, {{"PA05", "Bắc Giang"}, {"PA22", "Bắc Ninh"}});
      channels = put_channels(session, {{"sms", "sms"}, {"email", "email", domain::AddressKind::email}});
      const auto import = begin_import(session, "list.csv", "somebody", now);
      std::vector<domain::Customer> list;
      for (int number = 1; number <= customers; ++number) list.push_back(customer(number));
      (void)put_customers(session, import, list, now);
      campaign = begin_plan(session, header(), now);
      std::vector<NewRecipient> recipients;
      for (int number = 1; number <= customers; ++number) {
        NewRecipient one;
        one.customer = number;
        one.unit = number % 2 == 0 ? 1 : 2;
        one.route = 0;
        one.deliveries.push_back({channels.at("sms"), 0, 1});
        recipients.push_back(one);
      }
      add_recipients(session, campaign, recipients, now);
      finish_plan(session, campaign, "{}", 0);
    });
  }
  ~StoreFixture() {
    writer.reset();
    std::filesystem::remove_all(folder_);
  }

  void open() { writer = std::make_unique<Writer>(open_for_writing(path()), nullptr); }
  [[nodiscard]] std::string path() const { return folder_ + "/triand.db"; }

  [[nodiscard]] static domain::Customer customer(int number) {
    domain::Customer out;
    out.code = "PA05" + std::to_string(1'000'000'000 + number);
    out.full_name = "Nguyễn Văn " + std::to_string(number);
    out.phone = "+8491000" + std::to_string(1000 + number);
    out.unit = number % 2 == 0 ? "PA05" : "PA22";
    out.segment = "household";
    return out;
  }

  [[nodiscard]] NewPlan header() const {
    return {.name = "t-2026",
            .file = "t.yaml",
            .source = "campaign: t",
            .opens_at = now - std::chrono::hours(1),
            .closes_at = now + std::chrono::hours(1),
            .window_text = "2026-12-18 2026-12-21 00:00-24:00",
            .who = "planner"};
  }

  void approve() {
    run([&](WriteSession& session) { approve_campaign(session, "t-2026", "approver", false, now); });
  }

  ClaimResult take(int limit) {
    return run([&](WriteSession& session) {
      return claim(
          session,
          {.campaign = campaign, .channel = channels.at("sms"), .limit = limit, .day = 20261218, .now = now});
    });
  }

  Recorded answer(const ClaimedDelivery& claimed, domain::DeliveryEvent event,
                  domain::Reason reason = domain::Reason::none,
                  std::optional<std::int64_t> next_channel = std::nullopt) {
    AttemptRecord record;
    record.delivery = claimed.id;
    record.lease = claimed.lease;
    record.event = event;
    record.reason = reason;
    record.provider_id = "gateway-id";
    record.at = now;
    record.now = now;
    record.next_channel = next_channel;
    return run([&](WriteSession& session) { return record_attempt(session, record); });
  }

  [[nodiscard]] CampaignCounts counts() const { return Reader(path()).counts(campaign); }
  [[nodiscard]] std::int64_t bucket(domain::RecipientState state) const {
    auto all = counts().recipients;
    return all[state];
  }
  [[nodiscard]] std::int64_t state(const std::string& channel, domain::DeliveryState wanted) const {
    auto all = counts().channels;
    return all[channel][wanted];
  }
  [[nodiscard]] std::int64_t recipients() const {
    std::int64_t sum = 0;
    for (const auto& [bucket, n] : counts().recipients) sum += n;
    return sum;
  }
  // What the counters should say, counted anew from the rows.
  [[nodiscard]] bool counters_are_exact() const {
    auto database = open_for_reading(path());
    return database
               ->execAndGet(
                   "SELECT count(*) FROM (SELECT id >> 47 AS k, id >> 30 & 511 AS u, id >> 39 & 255 AS c, "
                   "CASE WHEN "
                   "state = 0 AND EXISTS (SELECT 1 FROM lease l WHERE delivery.id >= l.first AND delivery.id "
                   "< l.last) "
                   "AND NOT EXISTS (SELECT 1 FROM deferred w WHERE w.delivery_id = delivery.id) THEN 1 ELSE "
                   "state END "
                   "AS s, count(*) AS n FROM delivery GROUP BY 1, 2, 3, 4) AS r LEFT JOIN delivery_count d "
                   "ON "
                   "d.campaign_id = r.k AND d.unit_id = r.u AND d.channel_id = r.c AND d.state = r.s WHERE "
                   "coalesce(d.n, 0) <> r.n")
               .getInt() == 0;
  }

  TimePoint now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
  std::map<std::string, std::int64_t> channels;
  std::int64_t campaign = 0;
  std::unique_ptr<Writer> writer;

 private:
  std::string folder_;
};

}  // namespace triand::store
