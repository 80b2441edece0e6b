#include "daemon/app/janitor.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <boost/asio/post.hpp>

#include "daemon/app/archive_document.hpp"
#include "daemon/app/archive_seal.hpp"
#include "daemon/app/spool_sweep.hpp"
#include "daemon/schedule/time_zone.hpp"
#include "daemon/server/console/kept_lists.hpp"
#include "daemon/store/archive_writer.hpp"
#include "daemon/store/kept_value.hpp"
#include "daemon/store/retention.hpp"

namespace triand::app {

using namespace std::chrono_literals;

namespace {

constexpr auto kBetweenLooks = 10min;
// So much longer is waited for portals that do not take back what they were told to.
constexpr auto kForPortals = 24h * 30;
// Small enough that a claim never waits long behind one.
constexpr int kRecipientsAtOnce = 200;
constexpr std::int64_t kCustomersAtOnce = 200;
constexpr int kStraysAtOnce = 2'000;
constexpr int kPagesAtOnce = 250;
constexpr const char* kSealKey = "archive_key";
constexpr int kFormerAtOnce = 2'000;
constexpr const char* kFormerDone = "former_values_removed_on";  // the local day, as schedule::day_number()
constexpr const char* kCustomersDone = "customers_removed_through";  // the last import that was looked at

bool is_over(const store::CampaignRow& campaign) {
  return campaign.state == "finished" || campaign.state == "cancelled" || campaign.state == "planned";
}

// What was approved is answered for first; what never was waits for nothing.
bool still_moves(store::Reader& reader, const store::CampaignRow& campaign) {
  if (campaign.state == "planned") return false;
  for (const store::DeliveryCount& count : reader.delivery_counts(campaign.id))
    if (count.state == domain::DeliveryState::queued || count.state == domain::DeliveryState::sending)
      return true;
  return false;
}

}  // namespace

Janitor::Janitor(Retention retention, std::string spool, store::Writer& writer, store::ReaderPool& readers,
                 const schedule::TimeZone& zone, const domain::SubjectHash& hash, EventLog log)
    : retention_(retention),
      spool_(std::move(spool)),
      writer_(writer),
      readers_(readers),
      zone_(zone),
      hash_(hash),
      log_(log) {}

Janitor::~Janitor() { stop(); }

void Janitor::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  stopped_.notify_all();
  thread_.join();
}

void Janitor::look(std::chrono::steady_clock::time_point now, bool clock_set) {
  if (stopping_ || (looked_at_ && !clock_set && now - *looked_at_ < kBetweenLooks)) return;
  if (busy_.exchange(true)) return;
  looked_at_ = now;
  boost::asio::post(thread_, [this] {
    try {
      work(std::chrono::system_clock::now());
    } catch (const std::exception& error) {
      // What was done is on disk; the rest is tried again.
      if (!stopping_) log_.warning("retention_failed", error.what());
    }
    busy_ = false;
  });
}

bool Janitor::step(const std::function<void(store::WriteSession&)>& piece) {
  if (stopping_) return false;
  const auto began = std::chrono::steady_clock::now();
  writer_.run([&](store::WriteSession& session) { piece(session); });
  const auto took = std::chrono::steady_clock::now() - began;
  std::unique_lock lock(mutex_);
  stopped_.wait_for(lock, took, [this] { return stopping_.load(); });
  return !stopping_;
}

void Janitor::work(store::TimePoint now) {
  const bool archived = archive_campaigns(now);
  const bool removed = !stopping_ && remove_customers(now);
  remove_strays(now);
  remove_former_values(now);
  remove_old_rejects(spool_, now - retention_.customers);
  remove_old_lists(spool_, now - server::KeptLists::kKept);
  if (!archived && !removed) return;
  give_back();
  // What was removed stands in the log until it is taken in.
  if (!stopping_) (void)writer_.empty_log();
}

bool Janitor::archive_campaigns(store::TimePoint now) {
  const auto reader = readers_.lend();
  bool any = false;
  for (const store::CampaignRow& campaign : reader->campaigns()) {
    if (stopping_) break;
    if (!is_over(campaign) || campaign.closes_at + retention_.deliveries > now) continue;
    const auto known = reader->archive(campaign.id);
    if ((known && known->finished_at != store::TimePoint()) || still_moves(*reader, campaign)) continue;
    // What is removed here can be taken back nowhere any more.
    if (!notices_gone_(campaign.id) && campaign.closes_at + retention_.deliveries + kForPortals > now)
      continue;
    archive(*reader, campaign, now);
    any = true;
  }
  return any;
}

void Janitor::archive(store::Reader& reader, const store::CampaignRow& campaign, store::TimePoint now) {
  const auto going_on = [this] { return !stopping_; };
  if (!reader.archive(campaign.id)) {
    const store::ReportTally tally = reader.report_tally(campaign.id, going_on);
    if (!step([&](store::WriteSession& session) { store::begin_archive(session, campaign.id, tally, now); }))
      return;
    log_.info("retention_began",
              campaign.name + ": its deliveries are older than retention says; they are archived");
  }
  for (int taken = 1; taken > 0;)
    if (!step([&](store::WriteSession& session) {
          taken = store::archive_some(session, campaign.id, hash_, kRecipientsAtOnce);
        }))
      return;
  std::string secret = writer_.run([](store::WriteSession& session) {
    std::string known = store::kept_value(session, kSealKey);
    if (known.empty()) store::keep_value(session, kSealKey, known = ArchiveSeal::new_secret());
    return known;
  });
  const ArchiveSeal seal(secret);
  store::ArchiveRow row;
  row.document = archive_document(reader, campaign, zone_, now, [this] { return stopping_.load(); });
  if (row.document.empty()) return;
  row.finished_at = now;
  row.public_key = seal.public_key();
  row.signature = seal.signature_of(row.document);
  if (step([&](store::WriteSession& session) { store::finish_archive(session, campaign.id, row); }))
    log_.info("retention_done",
              campaign.name + ": archived; report, counters and the hashes of who was written to stay");
}

bool Janitor::remove_customers(store::TimePoint now) {
  const auto reader = readers_.lend();
  const std::int64_t last = reader->last_import_before(now - retention_.customers);
  const std::string done =
      writer_.run([](store::WriteSession& session) { return store::kept_value(session, kCustomersDone); });
  // Who stood in a campaign then may stand in none now: an archive calls for another look.
  const std::string mark = fmt::format("{} {}", last, reader->archives());
  if (last == 0 || done == mark) return false;
  std::int64_t removed = 0;
  const std::int64_t end = reader->customer_count();
  for (std::int64_t at = 0; at < end; at += kCustomersAtOnce) {
    if (stopping_) return removed > 0;
    const auto due = reader->customers_of_old_lists(last, at, at + kCustomersAtOnce);
    if (due.empty()) continue;
    int gone = 0;
    if (!step(
            [&](store::WriteSession& session) { gone = store::remove_customers(session, hash_, last, due); }))
      return removed > 0;
    removed += gone;
    // A plan is being written: another time.
    if (gone == 0) return removed > 0;
  }
  if (!step([&](store::WriteSession& session) { store::keep_value(session, kCustomersDone, mark); }))
    return removed > 0;
  if (removed > 0)
    log_.info("retention_customers",
              fmt::format("{} customers whom no list has named for longer than retention says were removed",
                          removed));
  return removed > 0;
}

void Janitor::remove_strays(store::TimePoint now) {
  int removed = kStraysAtOnce;
  while (removed == kStraysAtOnce)
    if (!step([&](store::WriteSession& session) {
          removed = store::remove_stray_receipts(session, now - retention_.deliveries, kStraysAtOnce);
        }))
      return;
  int forgotten = kStraysAtOnce;
  while (forgotten == kStraysAtOnce)
    if (!step([&](store::WriteSession& session) {
          forgotten = store::forget_unmatched_feedback(session, now - retention_.deliveries, kStraysAtOnce);
        }))
      return;
}

// Once a day: all of them have to be looked at.
void Janitor::remove_former_values(store::TimePoint now) {
  const std::string today = std::to_string(schedule::day_number(zone_.local(now).day));
  const std::string done =
      writer_.run([](store::WriteSession& session) { return store::kept_value(session, kFormerDone); });
  if (done == today) return;
  const auto reader = readers_.lend();
  std::int64_t last = 0;
  do {
    const auto due = reader->former_values(now - retention_.deliveries, last, kFormerAtOnce, last);
    if (stopping_) return;
    if (!due.empty() &&
        !step([&](store::WriteSession& session) { store::remove_former_values(session, due); }))
      return;
  } while (last != 0);
  (void)step([&](store::WriteSession& session) { store::keep_value(session, kFormerDone, today); });
}

void Janitor::give_back() {
  bool more = true;
  while (more)
    if (!step([&](store::WriteSession& session) { more = store::shrink(session, kPagesAtOnce); })) return;
}

}  // namespace triand::app
