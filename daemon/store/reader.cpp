#include "daemon/store/reader.hpp"

#include "daemon/store/database.hpp"

namespace triand::store {
namespace {

#define TRIAND_CAMPAIGN_COLUMNS                                                                            \
  "id, name, state, file, source, opens_at, closes_at, window_text, planned_by, planned_at, approved_by, " \
  "summary, planned_cost, ended_by, ended_at, end_reason"

CampaignRow read_campaign(SQLite::Statement& row) {
  CampaignRow out;
  out.id = row.getColumn(0).getInt64();
  out.name = row.getColumn(1).getString();
  out.state = row.getColumn(2).getString();
  out.file = row.getColumn(3).getString();
  out.source = row.getColumn(4).getString();
  out.opens_at = from_ms(row.getColumn(5).getInt64());
  out.closes_at = from_ms(row.getColumn(6).getInt64());
  out.window_text = row.getColumn(7).getString();
  out.planned_by = row.getColumn(8).getString();
  out.planned_at = from_ms(row.getColumn(9).getInt64());
  out.approved_by = row.getColumn(10).getString();
  out.summary = row.getColumn(11).getString();
  out.planned_cost = row.getColumn(12).getInt64();
  out.ended_by = row.getColumn(13).getString();
  out.ended_at = from_ms(row.getColumn(14).getInt64());
  out.end_reason = row.getColumn(15).getString();
  return out;
}

}  // namespace

Reader::Reader(const std::string& path) : database_(open_for_reading(path)), statements_(*database_) {}

Reader::Snapshot::Snapshot(Reader& reader) : reader_(reader) { reader_.database_->exec("BEGIN"); }

Reader::Snapshot::~Snapshot() {
  reader_.statements_.reset_all();
  reader_.database_->tryExec("COMMIT");
}

std::vector<CampaignRow> Reader::campaigns() {
  auto& rows = prepare("SELECT " TRIAND_CAMPAIGN_COLUMNS
                       " FROM campaign WHERE state NOT IN ('planning', 'replaced') ORDER BY id DESC");
  std::vector<CampaignRow> out;
  while (rows.executeStep()) out.push_back(read_campaign(rows));
  return out;
}

std::optional<CampaignRow> Reader::campaign(const std::string& name) {
  auto& rows = prepare("SELECT " TRIAND_CAMPAIGN_COLUMNS
                       " FROM campaign WHERE name = ? AND state NOT IN ('planning', 'replaced')");
  rows.bind(1, name);
  std::optional<CampaignRow> out;
  if (rows.executeStep()) out = read_campaign(rows);
  rows.reset();
  return out;
}

CampaignCounts Reader::counts(std::int64_t campaign) {
  CampaignCounts out;
  auto& recipients =
      prepare("SELECT bucket, sum(n) FROM recipient_count WHERE campaign_id = ? GROUP BY bucket");
  recipients.bind(1, campaign);
  while (recipients.executeStep())
    out.recipients[static_cast<domain::RecipientState>(recipients.getColumn(0).getInt())] =
        recipients.getColumn(1).getInt64();
  auto& channels = prepare(
      "SELECT h.name, n.state, sum(n.n) FROM delivery_count n JOIN channel h ON h.id = n.channel_id "
      "WHERE n.campaign_id = ? GROUP BY h.name, n.state");
  channels.bind(1, campaign);
  while (channels.executeStep())
    out.channels[channels.getColumn(0).getString()]
                [static_cast<domain::DeliveryState>(channels.getColumn(1).getInt())] =
        channels.getColumn(2).getInt64();
  auto& spent = prepare("SELECT coalesce(sum(spent), 0) FROM queue WHERE campaign_id = ?");
  spent.bind(1, campaign);
  if (spent.executeStep()) out.spent = spent.getColumn(0).getInt64();
  spent.reset();
  return out;
}

std::vector<UnitCount> Reader::unit_counts(std::int64_t campaign) {
  auto& rows = prepare(
      "SELECT u.prefix, u.name, n.bucket, n.n FROM recipient_count n JOIN unit u ON u.id = n.unit_id "
      "WHERE n.campaign_id = ? ORDER BY u.prefix, n.bucket");
  rows.bind(1, campaign);
  std::vector<UnitCount> out;
  while (rows.executeStep())
    out.push_back({rows.getColumn(0).getString(), rows.getColumn(1).getString(),
                   static_cast<domain::RecipientState>(rows.getColumn(2).getInt()),
                   rows.getColumn(3).getInt64()});
  return out;
}

std::vector<DeliveryFigure> Reader::delivery_figures() {
  auto& rows = prepare(
      "SELECT h.name, u.prefix, n.state, sum(n.n) FROM delivery_count n JOIN channel h ON h.id = "
      "n.channel_id "
      "JOIN unit u ON u.id = n.unit_id GROUP BY h.name, u.prefix, n.state");
  std::vector<DeliveryFigure> out;
  while (rows.executeStep())
    out.push_back({rows.getColumn(0).getString(), rows.getColumn(1).getString(),
                   static_cast<domain::DeliveryState>(rows.getColumn(2).getInt()),
                   rows.getColumn(3).getInt64()});
  return out;
}

std::vector<PinnedMessage> Reader::messages(std::int64_t campaign) {
  auto& rows =
      prepare("SELECT channel_id, language, part, file, text FROM campaign_message WHERE campaign_id = ?");
  rows.bind(1, campaign);
  std::vector<PinnedMessage> out;
  while (rows.executeStep())
    out.push_back({rows.getColumn(0).getInt64(), rows.getColumn(1).getString(), rows.getColumn(2).getString(),
                   rows.getColumn(3).getString(), rows.getColumn(4).getString()});
  return out;
}

std::vector<ChannelRow> Reader::channels() {
  auto& rows =
      prepare("SELECT id, name, kind, stopped_reason, stopped_detail, stopped_at FROM channel ORDER BY name");
  std::vector<ChannelRow> out;
  while (rows.executeStep())
    out.push_back({rows.getColumn(0).getInt64(), rows.getColumn(1).getString(), rows.getColumn(2).getString(),
                   static_cast<domain::Reason>(rows.getColumn(3).getInt()), rows.getColumn(4).getString(),
                   from_ms(rows.getColumn(5).getInt64())});
  return out;
}

std::vector<PauseRow> Reader::pauses() {
  auto& rows = prepare(
      "SELECT p.campaign_id, coalesce(h.name, ''), coalesce(u.prefix, ''), p.who, p.at, p.reason, p.hold "
      "FROM pause p "
      "LEFT JOIN channel h ON h.id = p.channel_id LEFT JOIN unit u ON u.id = p.unit_id AND u.id <> 0");
  std::vector<PauseRow> out;
  while (rows.executeStep())
    out.push_back({rows.getColumn(0).getInt64(), rows.getColumn(1).getString(), rows.getColumn(2).getString(),
                   rows.getColumn(3).getString(), from_ms(rows.getColumn(4).getInt64()),
                   rows.getColumn(5).getString(), rows.getColumn(6).getString()});
  return out;
}

std::map<domain::DeliveryState, std::int64_t> Reader::channel_counts(std::int64_t channel) {
  auto& rows = prepare(
      "SELECT n.state, sum(n.n) FROM campaign k JOIN delivery_count n ON n.campaign_id = k.id "
      "WHERE k.state IN ('approved', 'running') AND n.channel_id = ? AND n.state IN (0, 1) GROUP BY n.state");
  rows.bind(1, channel);
  std::map<domain::DeliveryState, std::int64_t> out;
  while (rows.executeStep())
    out[static_cast<domain::DeliveryState>(rows.getColumn(0).getInt())] = rows.getColumn(1).getInt64();
  return out;
}

std::vector<std::pair<std::string, std::string>> Reader::units() {
  auto& rows = prepare("SELECT prefix, name FROM unit WHERE id <> 0 ORDER BY prefix");
  std::vector<std::pair<std::string, std::string>> out;
  while (rows.executeStep()) out.emplace_back(rows.getColumn(0).getString(), rows.getColumn(1).getString());
  return out;
}

std::optional<std::int64_t> Reader::unit_row(const std::string& prefix) {
  auto& rows = prepare("SELECT id FROM unit WHERE prefix = ?");
  rows.bind(1, prefix);
  std::optional<std::int64_t> out;
  if (!prefix.empty() && rows.executeStep()) out = rows.getColumn(0).getInt64();
  rows.reset();
  return out;
}

}  // namespace triand::store
