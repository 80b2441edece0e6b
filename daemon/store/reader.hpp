#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <SQLiteCpp/Database.h>

#include "daemon/domain/delivery_state.hpp"
#include "daemon/domain/suppression.hpp"
#include "daemon/store/account_row.hpp"
#include "daemon/store/audit_row.hpp"
#include "daemon/store/campaign_counts.hpp"
#include "daemon/store/campaign_row.hpp"
#include "daemon/store/canary_row.hpp"
#include "daemon/store/channel_row.hpp"
#include "daemon/store/customer_row.hpp"
#include "daemon/store/delivery_id.hpp"
#include "daemon/store/delivery_view.hpp"
#include "daemon/store/erasure_view.hpp"
#include "daemon/store/feedback.hpp"
#include "daemon/store/feedback_view.hpp"
#include "daemon/store/import_row.hpp"
#include "daemon/store/log_in_account.hpp"
#include "daemon/store/notice_row.hpp"
#include "daemon/store/past_outcomes.hpp"
#include "daemon/store/pause_row.hpp"
#include "daemon/store/plan_writer.hpp"
#include "daemon/store/recipient_view.hpp"
#include "daemon/store/record.hpp"
#include "daemon/store/report_rows.hpp"
#include "daemon/store/sent_delivery.hpp"
#include "daemon/store/statement_cache.hpp"
#include "daemon/store/suppression_row.hpp"
#include "daemon/store/time.hpp"
#include "daemon/store/token_row.hpp"

namespace triand::store {

// Everything that is asked of the database. A connection of its own; used by one thread at a time.
class Reader {
 public:
  explicit Reader(const std::string& path);

  // While it lives, everything that is read belongs to one moment.
  class Snapshot {
   public:
    explicit Snapshot(Reader& reader);
    ~Snapshot();
    Snapshot(const Snapshot&) = delete;
    Snapshot& operator=(const Snapshot&) = delete;

   private:
    Reader& reader_;
  };

  [[nodiscard]] std::vector<CampaignRow> campaigns();  // newest first
  [[nodiscard]] std::optional<CampaignRow> campaign(const std::string& name);
  [[nodiscard]] CampaignCounts counts(std::int64_t campaign);
  [[nodiscard]] std::vector<UnitCount> unit_counts(std::int64_t campaign);
  [[nodiscard]] std::vector<DeliveryFigure> delivery_figures();
  [[nodiscard]] std::vector<QueueCount> queue_counts(std::int64_t campaign);
  // By channel: since when the oldest delivery waits that might go at `now` as far as the window's opening, the approval
  // and its next try are concerned, and has been handed to nobody. A look at the front of each queue.
  [[nodiscard]] std::map<std::string, TimePoint> waiting_since(std::int64_t campaign, TimePoint now);
  // By the customers' data of which moment the campaign is sent.
  [[nodiscard]] std::optional<TimePoint> list_pinned_at(std::int64_t campaign);
  // What holds a campaign with a canary: size, state and verdict; nullopt: it has none.
  [[nodiscard]] std::optional<CanaryRow> canary(std::int64_t campaign);
  // Reads the first messages themselves.
  [[nodiscard]] std::vector<CanaryQueue> canary_queues(std::int64_t campaign);
  [[nodiscard]] std::int64_t quota_used(std::int64_t channel, std::int64_t day);  // day as YYYYMMDD
  // Reads every delivery of the campaign on the channel: seconds for millions.
  [[nodiscard]] PastOutcomes outcomes_of(std::int64_t campaign, std::int64_t channel);
  // How long the channel's gateway took for an answer, by some of the campaign's newest; nullopt: there are too few.
  [[nodiscard]] std::optional<std::chrono::milliseconds> mean_latency(std::int64_t campaign,
                                                                      std::int64_t channel);
  // After how long the gateway's word that a message was delivered had come for that share of those that it came for, by
  // some of the campaign's newest; nullopt: there are too few.
  [[nodiscard]] std::optional<std::chrono::milliseconds> receipt_delay(std::int64_t campaign,
                                                                       std::int64_t channel, double share);
  [[nodiscard]] std::vector<PinnedMessage> messages(std::int64_t campaign);
  [[nodiscard]] std::vector<ChannelRow> channels();
  [[nodiscard]] std::vector<PauseRow> pauses();
  // Queued and sending of a channel over all campaigns that are approved or running.
  [[nodiscard]] std::map<domain::DeliveryState, std::int64_t> channel_counts(std::int64_t channel);

  [[nodiscard]] std::optional<StoredCustomer> customer(const std::string& code);
  [[nodiscard]] std::optional<StoredCustomer> customer(std::int64_t id);
  // The customer as it was in that version; the present one if the version is 0 or the newest.
  [[nodiscard]] std::optional<StoredCustomer> customer(std::int64_t id, std::int64_t version);
  // See store::version_to_send().
  [[nodiscard]] std::int64_t version_to_send(std::int64_t campaign, std::int64_t customer);
  // Customers that have or had this telephone ("+84…") or email.
  [[nodiscard]] std::vector<std::int64_t> customers_by_phone(const std::string& e164);
  [[nodiscard]] std::vector<std::int64_t> customers_by_email(const std::string& email);
  [[nodiscard]] std::int64_t customer_count();
  // Every customer in the order of their codes, a run of them at a time: one that is loaded meanwhile is visited if its
  // code is still to come. Stops when `visit` returns false.
  void for_each_customer(const std::function<bool(const StoredCustomer&)>& visit);
  // Names of the extra columns that customers have.
  [[nodiscard]] std::vector<std::string> extra_columns();

  // Newest first, at most `limit`.
  [[nodiscard]] std::vector<ImportRow> imports(int limit);
  [[nodiscard]] std::optional<ImportRow> import(std::int64_t id);
  // The newest import of a file with the same bytes, other than `except`, that was stored at least in part.
  [[nodiscard]] std::optional<ImportRow> import_of_content(const std::string& content, std::int64_t except);
  // Customers that an import wrote, now or in a former version, in the order of their rows behind `after`.
  [[nodiscard]] std::vector<std::int64_t> written_by(std::int64_t import, std::int64_t after, int limit);

  // Customers that share a telephone; the same name and address but for letter case and blanks; and codes that lists gave to different units. The
  // first `limit` groups of each are told. They read every customer, the second twice: minutes' work for millions.
  [[nodiscard]] Duplicates same_phone(std::size_t limit);
  [[nodiscard]] Duplicates same_person(std::size_t limit);
  [[nodiscard]] Duplicates moved_unit(std::size_t limit);

  [[nodiscard]] std::optional<ErasureView> erasure_of(std::int64_t customer);
  // Whether what was sent, and where to, is gone.
  [[nodiscard]] bool is_erased(const DeliveryView& view);

  [[nodiscard]] domain::SubjectHash subject_hash();
  // The database's own secret, which the hash is made with: 32 hexadecimal digits.
  [[nodiscard]] std::string subject_key();
  // What this database signs with.
  [[nodiscard]] std::string signing_key();
  // What keep_value() kept under that key; empty: nothing.
  [[nodiscard]] std::string kept_value(const std::string& key);
  // Newest first, at most `limit`, those with a number below `before` (0: from the newest on).
  [[nodiscard]] std::vector<SuppressionRow> suppressions(std::int64_t before, int limit);
  [[nodiscard]] std::vector<SuppressionRow> suppressions_of(std::uint64_t key);
  [[nodiscard]] std::vector<FormerSuppression> former_suppressions_of(std::uint64_t key);
  // Everything that holds at `now`, by the subjects' hashes.
  void for_each_suppression(TimePoint now,
                            const std::function<void(std::uint64_t, const domain::SuppressionTerms&)>& visit);

  [[nodiscard]] std::vector<DeliveryView> deliveries_of(std::int64_t customer);
  [[nodiscard]] std::vector<RecipientView> recipients_of(std::int64_t customer);
  [[nodiscard]] std::optional<DeliveryView> delivery(const std::string& reference);
  [[nodiscard]] std::optional<DeliveryView> delivery_by_id(std::int64_t id);
  [[nodiscard]] std::vector<HistoryView> history(std::int64_t delivery);
  [[nodiscard]] std::vector<FeedbackView> feedback_of_customer(std::int64_t customer);  // newest first
  [[nodiscard]] std::vector<FeedbackView> feedback_of_delivery(std::int64_t delivery);
  [[nodiscard]] std::vector<NamedDelivery> named_by_gateway(const std::vector<std::int64_t>& deliveries);
  // The newest events after a cursor, oldest first; 0 starts with the newest `limit`.
  [[nodiscard]] std::vector<TailEntry> tail(std::int64_t after, int limit, const std::string& channel,
                                            std::optional<domain::DeliveryState> state);
  // Deliveries of a campaign and channel that have stood in that state since before `before` and not since before
  // `since`, in the order of their rows, behind `after` (0: from the first).
  [[nodiscard]] std::vector<std::int64_t> unchanged_since(std::int64_t campaign, std::int64_t channel,
                                                          domain::DeliveryState state, TimePoint before,
                                                          std::int64_t after, int limit,
                                                          TimePoint since = {});

  // A channel's notices behind a cursor, in the order of their last change.
  [[nodiscard]] std::vector<NoticeRow> notices(std::int64_t channel, std::int64_t after, int limit);
  // The cursor of the newest change of any notice; 0: there was none.
  [[nodiscard]] std::int64_t newest_notice();
  // That of the newest last change of a channel's notices that were removed; 0: none was.
  [[nodiscard]] std::int64_t newest_removed_notice(std::int64_t channel);
  // Notices of any channel that are not taken back, behind a cursor.
  [[nodiscard]] std::vector<StandingNotice> standing_notices(std::int64_t after, int limit);
  [[nodiscard]] NoticesLeft notices_left(std::int64_t campaign, std::int64_t channel);
  // A channel's notices that are taken back and whose portal does not know yet, behind a cursor, the oldest first.
  [[nodiscard]] std::vector<NoticeRow> untold_withdrawals(std::int64_t channel, std::int64_t after,
                                                          int limit);

  // Deliveries of a channel that stand at accepted since `since` or later and that the gateway has given an id, newest
  // first, at most `limit`. Reads every delivery of the channel in campaigns that have not ended before.
  [[nodiscard]] std::vector<TakenDelivery> taken_since(std::int64_t channel, TimePoint since, int limit);
  // Deliveries of a campaign and channel that left, or may have, since then.
  void for_each_sent(std::int64_t campaign, std::int64_t channel, TimePoint since,
                     const std::function<void(const SentTo&)>& visit);
  [[nodiscard]] std::vector<AccountRow> accounts();  // by name
  // The account of exactly that name.
  [[nodiscard]] std::optional<LogInAccount> log_in_account(const std::string& name);
  [[nodiscard]] std::vector<TokenRow> tokens(const std::string& account);  // oldest first
  // Of accounts that are not disabled; also those that have expired.
  [[nodiscard]] std::vector<TokenInForce> tokens_in_force();
  // Looks at no more entries than there are actions times `limit`, however long the audit is. Not within a snapshot.
  [[nodiscard]] std::vector<AuditRow> audit(const AuditQuestion& question);
  // What agents wrote down of calls with a customer (call_note.hpp), newest first; without words after an erasure.
  [[nodiscard]] std::vector<AuditRow> call_notes(const std::string& customer_code, int limit);
  // VND of a campaign for what was accepted of the units with these prefixes.
  [[nodiscard]] std::int64_t spent_in(std::int64_t campaign, const std::vector<std::string>& units);
  [[nodiscard]] std::vector<std::pair<std::string, std::string>> units();  // prefix, name
  [[nodiscard]] std::optional<std::int64_t> unit_row(const std::string& prefix);

  // Every delivery of a campaign and every recipient without one, in the order of the customers' rows; a few thousand
  // recipients are read in one look. Stops when `visit` returns false.
  void for_each_listed(std::int64_t campaign, const std::function<bool(const ListedDelivery&)>& visit);
  // Those whom a campaign writes to, as they are now, in the order of their rows. Stops when `visit` returns false.
  void for_each_recipient(std::int64_t campaign, const std::function<bool(const StoredCustomer&)>& visit);
  // Counts a campaign's rows, a run of them in one look, or takes what its archive has counted. Stops early, with what
  // there is by then, when `going_on` returns false.
  [[nodiscard]] ReportTally report_tally(std::int64_t campaign, const std::function<bool()>& going_on);
  [[nodiscard]] std::vector<DeliveryCount> delivery_counts(std::int64_t campaign);
  [[nodiscard]] std::vector<QueueCost> queue_costs(std::int64_t campaign);
  [[nodiscard]] std::vector<UnitRow> unit_rows();

  // nullopt: the campaign's deliveries stand where they stood.
  [[nodiscard]] std::optional<ArchiveRow> archive(std::int64_t campaign);
  [[nodiscard]] std::int64_t archives();  // how many there are
  // Newest first; at most 1000.
  [[nodiscard]] std::vector<ArchivedContact> archived_contacts(std::uint64_t key);

  // Those of one campaign, by ascending key and delivery. Stops when `visit` returns false.
  void for_each_contact(
      std::int64_t campaign,
      const std::function<bool(std::uint64_t key, std::int64_t delivery, domain::DeliveryState)>& visit);
  // The newest import that began before then; 0: none did.
  [[nodiscard]] std::int64_t last_import_before(TimePoint time);
  // Customers with after < row <= until whom no list after `last_import` has named, who stand in no campaign, and whose
  // data was not erased.
  [[nodiscard]] std::vector<std::int64_t> customers_of_old_lists(std::int64_t last_import, std::int64_t after,
                                                                 std::int64_t until);

  // Former values that were replaced before then, of customers behind that one who stand in no campaign whose deliveries
  // are still there; at most `limit` rows are looked at, `last` says up to which customer (0: there are no more).
  [[nodiscard]] std::vector<FormerValue> former_values(TimePoint before, std::int64_t after, int limit,
                                                       std::int64_t& last);

  // Ends what is still being read.
  void let_go() { statements_.reset_all(); }

 private:
  DeliveryView read_view(SQLite::Statement& row);
  SQLite::Statement& prepare(const char* sql) { return statements_.prepare(sql); }

  std::unique_ptr<SQLite::Database> database_;
  StatementCache statements_;
};

}  // namespace triand::store
