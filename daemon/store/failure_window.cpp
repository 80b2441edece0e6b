#include "daemon/store/failure_window.hpp"

#include <algorithm>
#include <optional>

#include "daemon/domain/hold_reason.hpp"
#include "daemon/store/campaign_writer.hpp"
#include "daemon/store/canary.hpp"
#include "daemon/store/write_session.hpp"

namespace triand::store {
namespace {

// Longer windows would be slow to write and slow to notice.
constexpr std::int64_t kLongest = 1000;

struct Watch {
  std::string campaign;
  std::int64_t size = 0;
  double stop_above = 0;
  bool judges = false;  // the canary itself has been judged
};

std::optional<Watch> watch_of(WriteSession& session, std::int64_t campaign) {
  auto& find = session.prepare(
      "SELECT k.name, c.size, c.stop_above, c.state FROM canary c JOIN campaign k ON k.id = c.campaign_id "
      "WHERE "
      "c.campaign_id = ?");
  find.bind(1, campaign);
  std::optional<Watch> out;
  if (find.executeStep())
    out = Watch{find.getColumn(0).getString(), std::min(find.getColumn(1).getInt64(), kLongest),
                find.getColumn(2).getDouble(), find.getColumn(3).getInt() != 0};
  find.reset();
  return out;
}

std::string window_of(WriteSession& session, const QueueKey& queue) {
  auto& find = session.prepare(
      "SELECT outcomes FROM failure_window WHERE campaign_id = ? AND channel_id = ? AND unit_id = ?");
  find.bind(1, queue.campaign);
  find.bind(2, queue.channel);
  find.bind(3, queue.unit);
  std::string out;
  if (find.executeStep()) out = find.getColumn(0).getString();
  find.reset();
  return out;
}

void put_window(WriteSession& session, const QueueKey& queue, const std::string& outcomes) {
  auto& put = session.prepare(
      "INSERT OR REPLACE INTO failure_window (campaign_id, channel_id, unit_id, outcomes) VALUES (?, ?, ?, "
      "?)");
  put.bind(1, queue.campaign);
  put.bind(2, queue.channel);
  put.bind(3, queue.unit);
  put.bind(4, outcomes);
  put.exec();
}

// What was taken for good and has failed since: the newest of those turn.
void turn(std::string& outcomes, std::int64_t late) {
  for (auto at = outcomes.rbegin(); at != outcomes.rend() && late > 0; ++at)
    if (*at == '0') {
      *at = '1';
      --late;
    }
}

bool is_held(WriteSession& session, const QueueKey& queue) {
  auto& find = session.prepare(
      "SELECT 1 FROM pause WHERE campaign_id = ? AND channel_id IN (0, ?) AND unit_id IN (0, ?) LIMIT 1");
  find.bind(1, queue.campaign);
  find.bind(2, queue.channel);
  find.bind(3, queue.unit);
  const bool held = find.executeStep();
  find.reset();
  return held;
}

// A campaign that has nothing left to send by another channel stops as a whole.
bool sends_otherwise(WriteSession& session, const QueueKey& queue) {
  auto& find = session.prepare(
      "SELECT 1 FROM queue WHERE campaign_id = ? AND channel_id <> ? AND next_place < end_place LIMIT 1");
  find.bind(1, queue.campaign);
  find.bind(2, queue.channel);
  const bool found = find.executeStep();
  find.reset();
  return found;
}

std::string name_of(WriteSession& session, const char* sql, std::int64_t id) {
  auto& find = session.prepare(sql);
  find.bind(1, id);
  std::string out;
  if (find.executeStep()) out = find.getColumn(0).getString();
  find.reset();
  return out;
}

std::string stop(WriteSession& session, const Watch& watch, const QueueKey& queue, std::int64_t failed,
                 TimePoint now) {
  const bool whole_channel = queue.unit == kEveryUnit;
  std::string where = "channel " + name_of(session, "SELECT name FROM channel WHERE id = ?", queue.channel);
  if (!whole_channel)
    where += ", unit " + name_of(session, "SELECT prefix FROM unit WHERE id = ?", queue.unit);
  const std::string reason = where + ": " + std::to_string(failed) + " of the last " +
                             std::to_string(watch.size) + " messages failed, more than may";
  const bool everything = whole_channel && !sends_otherwise(session, queue);
  set_pause(session, queue.campaign, everything ? 0 : queue.channel, whole_channel ? 0 : queue.unit, "triand",
            reason, std::string(domain::to_string(domain::HoldReason::failure_rate)), now);
  return watch.campaign + " was paused: " + reason;
}

// The most failures among `size` neighbouring outcomes, looked at after each one from `fresh` on: a transaction may bring
// more than the window holds.
std::int64_t most_failed(const std::string& outcomes, std::size_t fresh, std::size_t size) {
  std::int64_t failed = 0;
  std::int64_t most = 0;
  for (std::size_t at = 0; at < outcomes.size(); ++at) {
    if (outcomes[at] == '1') ++failed;
    if (at >= size && outcomes[at - size] == '1') --failed;
    if (at + 1 >= fresh) most = std::max(most, failed);
  }
  return most;
}

void look_at(WriteSession& session, const Watch& watch, const QueueKey& queue, const Outcomes& seen,
             TimePoint now, std::vector<std::string>& out) {
  std::string outcomes = window_of(session, queue);
  const std::size_t fresh = outcomes.size();
  outcomes += seen.fresh;
  turn(outcomes, seen.late);
  const std::int64_t failed = most_failed(outcomes, fresh, static_cast<std::size_t>(watch.size));
  if (static_cast<std::int64_t>(outcomes.size()) > watch.size)
    outcomes.erase(0, outcomes.size() - static_cast<std::size_t>(watch.size));
  put_window(session, queue, outcomes);
  if (!watch.judges ||
      static_cast<double>(failed) <= watch.stop_above * static_cast<double>(watch.size) + 1e-9)
    return;
  const QueueKey place{queue.campaign, queue.channel, queue.unit == kEveryUnit ? 0 : queue.unit};
  if (!is_held(session, place)) out.push_back(stop(session, watch, queue, failed, now));
}

}  // namespace

std::vector<std::string> watch_failures(WriteSession& session, const std::map<QueueKey, Outcomes>& seen,
                                        TimePoint now) {
  std::vector<std::string> out;
  std::map<std::int64_t, std::optional<Watch>> watches;
  // The whole channel comes first: a unit of a channel that is held need not be held as well.
  static_assert(kEveryUnit < 0);
  for (const auto& [queue, outcomes] : seen) {
    auto watch = watches.find(queue.campaign);
    if (watch == watches.end())
      watch = watches.emplace(queue.campaign, watch_of(session, queue.campaign)).first;
    if (watch->second) look_at(session, *watch->second, queue, outcomes, now, out);
  }
  return out;
}

void forget_failures(WriteSession& session, std::int64_t campaign, std::int64_t channel, std::int64_t unit) {
  auto& remove = session.prepare(
      "DELETE FROM failure_window WHERE campaign_id = ?1 AND (?2 = 0 OR channel_id = ?2) AND (?3 = 0 OR "
      "unit_id "
      "IN (-1, ?3))");
  remove.bind(1, campaign);
  remove.bind(2, channel);
  remove.bind(3, unit);
  remove.exec();
}

}  // namespace triand::store
