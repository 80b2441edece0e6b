#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <boost/json/object.hpp>

#include "channels/batch_info.hpp"
#include "channels/gateway_quota.hpp"
#include "daemon/intake/workbook/workbook_limits.hpp"
#include "daemon/schedule/time_zone.hpp"
#include "daemon/server/api_error.hpp"
#include "daemon/server/caller.hpp"
#include "daemon/server/import_order.hpp"
#include "daemon/server/jobs.hpp"
#include "daemon/server/message_orders.hpp"
#include "daemon/server/upload_places.hpp"
#include "daemon/store/reader.hpp"
#include "daemon/store/suppression_desk.hpp"
#include "daemon/store/writer.hpp"

namespace triand::server {

// What a channel is doing just now; gathered on the network thread, read by anybody.
struct ChannelNow {
  std::string name;
  std::string kind;
  std::string state;   // running, paused, stopped, waiting
  std::string reason;  // a hold reason's or a reason's word; empty while it moves
  std::string detail;  // a sentence for people
  std::string rate;    // as configured, "100/s"; empty: unlimited
  std::int64_t in_flight = 0;
  std::string trouble;  // what an administrator should know of it, though it may be sending; empty: nothing
  // What its gateway lets through in a day, as it said last.
  std::optional<channels::GatewayQuota> quota = {};
};

// Why a campaign does not move on a channel just now.
struct HoldNow {
  std::string campaign;
  std::string channel;
  std::string unit;
  std::string reason;
  std::string sentence;
  std::optional<std::chrono::system_clock::time_point> until;
};

struct ServiceNow {
  std::string version;
  std::string commit;  // of the source it was built from; "unknown" where that came without its history
  std::chrono::system_clock::time_point started_at;
  std::string database;
  bool adopted = true;
  bool recording = true;
  std::uint64_t receipts_refused = 0;  // since its start: those that did not prove where they came from
  std::vector<ChannelNow> channels;
  std::vector<HoldNow> holds;
};

// The exact text of one delivery, as it was or will be sent.
struct DeliveryText {
  std::string to;
  std::string subject;
  std::string text;
  int parts = 1;
  std::string coding;   // of an SMS: "gsm7" or "ucs2"
  std::string missing;  // the column whose value is empty: nothing would be sent
};

using Answer = std::variant<boost::json::object, ApiError>;

// What the API's handlers need of the rest of the service; made by app/. Every function may be called on any worker
// thread and may wait, but never for ever.
struct ApiWorld {
  store::Writer& writer;
  Jobs& jobs;
  store::SuppressionDesk& suppressions;
  const schedule::TimeZone& zone;
  std::string spool;  // folder for uploads
  // Of the whole service.
  std::shared_ptr<UploadPlaces> uploads = std::make_shared<UploadPlaces>();

  std::function<std::chrono::system_clock::time_point()> now = {};
  // A reader of the caller's own for one request.
  std::function<std::shared_ptr<store::Reader>()> reader = {};
  std::function<ServiceNow()> service = {};
  // Campaigns, pauses or channels were changed in the store: everybody looks again. Returns at once.
  std::function<void()> changed = {};
  // The same, and returns when everybody goes by it, also what waits to be handed over; at the latest after some seconds.
  std::function<void()> obeyed = {};

  // Accounts were changed in the store: whoever is asked what an account may do knows it when this returns, or lets
  // nobody in until he does. Throws nothing.
  std::function<void()> accounts_changed = {};

  // Faults of a campaign file: {"schema":"triand.check/v1","problems":[…]}.
  std::function<Answer(const std::string& file, const std::string& text)> check_campaign = {};
  // Plans; the result is the triand.campaign/v1 document's id in {"id":…}.
  std::function<JobResult(const std::string& file, const std::string& text, const Caller&, Progress&)>
      plan_campaign = {};
  // The texts of a campaign for one customer (empty: some example), by every channel or one.
  std::function<Answer(const std::string& campaign, const std::string& customer, const std::string& channel)>
      preview = {};
  // The same for samples, which reads every recipient, and with files.
  std::function<JobResult(const PreviewOrder&, Progress&)> preview_samples = {};
  // What lies in the templates' folder, with the texts of the message that is named; empty: none is.
  std::function<Answer(const std::string& message)> templates = {};
  // A text that is being written, filled for customers: its faults, or what they would get.
  std::function<Answer(const TextOrder&)> preview_text = {};
  // Sends one message of a campaign, marked as a test, past lanes and counters; audited before it leaves.
  std::function<Answer(const TestOrder&, const Caller&)> test_campaign = {};
  // Forecasts campaigns as they stand now. Asked for before a snapshot is taken, used inside it.
  using Forecaster =
      std::function<boost::json::object(store::Reader&, const store::CampaignRow&, bool detailed)>;
  std::function<Forecaster()> forecaster = {};
  // For how long between the two the campaign's window and the channel's hours were open.
  std::function<std::chrono::milliseconds(const store::CampaignRow&, const std::string& channel,
                                          store::TimePoint from, store::TimePoint to)>
      open_time = {};
  // Whether the campaign can still finish in its window as it stands: empty, or what will not fit.
  std::function<std::string(const store::CampaignRow&)> shortfall = {};
  // Asks the gateways for what could not be asked for when the campaign was planned and keeps it with the plan; why the
  // campaign may not be approved, or nothing.
  std::function<std::optional<ApiError>(const store::CampaignRow&)> ask_late = {};
  // What has changed since an open campaign was planned, and is not sent: "messages", "list".
  std::function<std::vector<std::string>(const store::CampaignRow&)> changed_since = {};
  // "two_person" of the campaign's file.
  std::function<bool(const store::CampaignRow&)> needs_two_persons = {};
  // "class: advertising" of the campaign's file.
  std::function<bool(const store::CampaignRow&)> is_advertising = {};
  std::function<std::optional<DeliveryText>(const store::DeliveryView&)> text_of = {};
  // The leg's next channel for a delivery that failed, as a row of the store.
  std::function<std::optional<std::int64_t>(const store::DeliveryView&)> next_channel = {};

  std::function<JobResult(const ImportOrder&, const Caller&, Progress&)> import_customers = {};
  // Where the rejects of an import are; nullopt: none, or no such import.
  std::function<std::optional<std::string>(const std::string& import)> rejects_file = {};

  // On the network thread, waited for: what is wrong, or empty.
  std::function<std::string(const std::string& channel, const std::string& json)> authorize = {};
  std::function<Answer(const std::string& channel, const std::string& to)> send_test = {};
  std::function<std::vector<channels::BatchInfo>()> letters = {};
  // For jobs: waits until the batch is with the print house, however long the press takes. What is wrong, or empty;
  // nullopt: the service stops first, and it is not known.
  std::function<std::optional<std::string>(const std::string& batch, const Progress&)> release_letters = {};

  // Personal data was shown in full, and that is on record.
  std::function<void()> revealed = {};

  intake::WorkbookLimits list_limits = {};

  // Somebody gave a wrong password or a token that is none. Any thread; returns at once.
  std::function<void()> proof_failed = {};
};

}  // namespace triand::server
