#include "daemon/domain/canary_spread.hpp"
#include "daemon/store/canary.hpp"

// How a canary is spread, and what of it may be claimed.

namespace triand::store {
namespace {

struct Share {
  QueueKey queue;
  std::int64_t planned = 0;
};

std::vector<Share> planned_queues(WriteSession& session, std::int64_t campaign) {
  auto& find = session.prepare(
      "SELECT channel_id, unit_id, end_place FROM queue WHERE campaign_id = ? AND end_place > 0 "
      "ORDER BY end_place DESC, channel_id, unit_id");
  find.bind(1, campaign);
  std::vector<Share> out;
  while (find.executeStep())
    out.push_back({{campaign, find.getColumn(0).getInt64(), find.getColumn(1).getInt64()},
                   find.getColumn(2).getInt64()});
  return out;
}

std::string list_of(const std::set<std::int64_t>& channels) {
  std::string out = ",";
  for (const std::int64_t channel : channels) out += std::to_string(channel) + ",";
  return out;
}

}  // namespace

void put_canary(WriteSession& session, std::int64_t campaign, const NewCanary& canary) {
  auto& insert = session.prepare(
      "INSERT INTO canary (campaign_id, size, stop_above, wait_ms, answers, receipts) VALUES (?, ?, ?, ?, ?, "
      "?)");
  insert.bind(1, campaign);
  insert.bind(2, canary.size);
  insert.bind(3, canary.stop_above);
  insert.bind(4, static_cast<std::int64_t>(canary.wait.count()));
  insert.bind(5, list_of(canary.answers));
  insert.bind(6, list_of(canary.receipts));
  insert.exec();
  const std::vector<Share> shares = planned_queues(session, campaign);
  std::vector<std::int64_t> planned;
  planned.reserve(shares.size());
  for (const Share& share : shares) planned.push_back(share.planned);
  const std::vector<std::int64_t> allowed = domain::spread_canary(planned, canary.size);
  for (std::size_t at = 0; at < shares.size(); ++at) {
    const Share& share = shares[at];
    auto& row = session.prepare(
        "INSERT INTO canary_share (campaign_id, channel_id, unit_id, allowed) VALUES (?, ?, ?, ?)");
    row.bind(1, campaign);
    row.bind(2, share.queue.channel);
    row.bind(3, share.queue.unit);
    row.bind(4, allowed[at]);
    row.exec();
  }
}

std::optional<std::map<std::int64_t, std::int64_t>> canary_places(WriteSession& session,
                                                                  std::int64_t campaign,
                                                                  std::int64_t channel) {
  auto& find = session.prepare("SELECT 1 FROM canary WHERE campaign_id = ? AND state = 0");
  find.bind(1, campaign);
  const bool holds = find.executeStep();
  find.reset();
  if (!holds) return std::nullopt;
  auto& shares =
      session.prepare("SELECT unit_id, allowed FROM canary_share WHERE campaign_id = ? AND channel_id = ?");
  shares.bind(1, campaign);
  shares.bind(2, channel);
  std::map<std::int64_t, std::int64_t> out;
  while (shares.executeStep()) out[shares.getColumn(0).getInt64()] = shares.getColumn(1).getInt64();
  return out;
}

bool release_canary(WriteSession& session, std::int64_t campaign, TimePoint now) {
  auto& update =
      session.prepare("UPDATE canary SET state = 3, decided_at = ? WHERE campaign_id = ? AND state = 0");
  update.bind(1, to_ms(now));
  update.bind(2, campaign);
  return update.exec() > 0;
}

void purge_canary(WriteSession& session, std::int64_t campaign) {
  for (const char* sql :
       {"DELETE FROM canary WHERE campaign_id = ?", "DELETE FROM canary_share WHERE campaign_id = ?",
        "DELETE FROM failure_window WHERE campaign_id = ?", "DELETE FROM queue_rank WHERE campaign_id = ?",
        "DELETE FROM campaign_pin WHERE campaign_id = ?"}) {
    auto& statement = session.prepare(sql);
    statement.bind(1, campaign);
    statement.exec();
  }
}

}  // namespace triand::store
