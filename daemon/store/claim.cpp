#include "daemon/store/claim.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "daemon/store/canary.hpp"
#include "daemon/store/instance.hpp"
#include "daemon/store/pinned_list.hpp"
#include "daemon/store/record.hpp"

namespace triand::store {
namespace {

struct Queue {
  QueueKey key;
  std::int64_t next = 0;
  std::int64_t end = 0;
  // Of the campaign's order: the rank that is being sent, its first place and the one behind its last.
  std::int64_t rank = 0;
  std::int64_t rank_begin = 0;
  std::int64_t rank_end = 0;
  std::int64_t most = 0;  // the place up to which it may be claimed just now
  [[nodiscard]] std::int64_t left() const { return end - next; }
  [[nodiscard]] std::int64_t open() const { return std::max<std::int64_t>(most - next, 0); }
  // Share of the rank that is still to be sent, the measure of evenness.
  [[nodiscard]] double share() const {
    return static_cast<double>(rank_end - next) / static_cast<double>(rank_end - rank_begin);
  }
};

// How many may be claimed at most: none outside the window, which the lane has looked at as well. Nothing at all is told
// of a campaign that nobody has approved or that is over.
std::optional<int> allowed(WriteSession& session, const ClaimRequest& request) {
  auto& find = session.prepare(
      "SELECT opens_at <= ?2 AND closes_at > ?2 FROM campaign WHERE id = ?1 AND state IN ('approved', "
      "'running')");
  find.bind(1, request.campaign);
  find.bind(2, to_ms(request.now));
  std::optional<int> out;
  if (find.executeStep()) out = find.getColumn(0).getInt() != 0 ? request.limit : 0;
  find.reset();
  return out;
}

// The units that are held back for this campaign and channel; 0 stands for all of them.
std::set<std::int64_t> held_units(WriteSession& session, const ClaimRequest& request) {
  auto& find =
      session.prepare("SELECT unit_id FROM pause WHERE campaign_id IN (0, ?) AND channel_id IN (0, ?)");
  find.bind(1, request.campaign);
  find.bind(2, request.channel);
  std::set<std::int64_t> out;
  while (find.executeStep()) out.insert(find.getColumn(0).getInt64());
  return out;
}

std::vector<Queue> open_queues(WriteSession& session, const ClaimRequest& request,
                               const std::set<std::int64_t>& held) {
  auto& find = session.prepare(
      "SELECT unit_id, next_place, end_place FROM queue WHERE campaign_id = ? AND channel_id = ? AND "
      "next_place < end_place");
  find.bind(1, request.campaign);
  find.bind(2, request.channel);
  std::vector<Queue> out;
  while (find.executeStep()) {
    const std::int64_t unit = find.getColumn(0).getInt64();
    if (held.contains(unit)) continue;
    const std::int64_t end = find.getColumn(2).getInt64();
    out.push_back({.key = {request.campaign, request.channel, unit},
                   .next = find.getColumn(1).getInt64(),
                   .end = end,
                   .rank = 0,
                   .rank_begin = 0,
                   .rank_end = end,
                   .most = end});
  }
  return out;
}

// Who goes first, where the campaign has an order. What was appended since, by fallbacks, comes last.
void find_ranks(WriteSession& session, const ClaimRequest& request, std::vector<Queue>& queues) {
  auto& find = session.prepare(
      "SELECT unit_id, rank, end_place FROM queue_rank WHERE campaign_id = ? AND channel_id = ? ORDER BY "
      "unit_id, rank");
  find.bind(1, request.campaign);
  find.bind(2, request.channel);
  std::map<std::int64_t, std::vector<std::pair<std::int64_t, std::int64_t>>> ranks;
  std::int64_t last_rank = 0;
  while (find.executeStep()) {
    ranks[find.getColumn(0).getInt64()].emplace_back(find.getColumn(1).getInt64(),
                                                     find.getColumn(2).getInt64());
    last_rank = std::max(last_rank, find.getColumn(1).getInt64());
  }
  if (ranks.empty()) return;
  for (Queue& queue : queues) {
    queue.rank = last_rank + 1;
    const auto found = ranks.find(queue.key.unit);
    if (found == ranks.end()) continue;
    for (const auto& [rank, end] : found->second) {
      if (end > queue.next) {
        queue.rank = rank;
        queue.rank_end = end;
        break;
      }
      queue.rank_begin = end;
    }
    queue.most = queue.rank_end;
  }
}

// Before the canary's verdict only its own messages may go.
void obey_canary(WriteSession& session, const ClaimRequest& request, std::vector<Queue>& queues,
                 ClaimResult& result) {
  const auto places = canary_places(session, request.campaign, request.channel);
  if (!places) return;
  result.canary_left = 0;
  for (Queue& queue : queues) {
    const auto place = places->find(queue.key.unit);
    if (place != places->end()) queue.most = std::min(queue.most, place->second);
  }
}

std::int64_t write_lease(WriteSession& session, std::int64_t first, std::int64_t last, TimePoint now,
                         std::int64_t deliveries) {
  auto& insert = session.prepare("INSERT INTO lease (first, last, taken_at) VALUES (?, ?, ?)");
  insert.bind(1, first);
  insert.bind(2, last);
  insert.bind(3, to_ms(now));
  insert.exec();
  const std::int64_t lease = session.database().getLastInsertRowid();
  session.open_lease(lease, deliveries);
  return lease;
}

// Reads the still queued deliveries of one run of rows, with their customers.
void read_claimed(WriteSession& session, std::int64_t campaign, std::int64_t first, std::int64_t last,
                  std::vector<ClaimedDelivery>& out) {
  auto& rows = session.prepare(
      "SELECT " TRIAND_CUSTOMER_COLUMNS
      ", d.id, d.leg, d.attempts, r.route FROM delivery d JOIN customer c ON c.id = d.customer_id "
      "JOIN unit u ON u.id = c.unit_id JOIN recipient r ON r.id = ? + d.customer_id "
      "WHERE d.id >= ? AND d.id < ? AND d.state = 0 ORDER BY d.id");
  rows.bind(1, recipient_id(campaign, 0));
  rows.bind(2, first);
  rows.bind(3, last);
  while (rows.executeStep()) {
    ClaimedDelivery claimed;
    claimed.customer = read_customer(rows);
    claimed.id = rows.getColumn(kCustomerColumns).getInt64();
    claimed.leg = rows.getColumn(kCustomerColumns + 1).getInt();
    claimed.attempts = rows.getColumn(kCustomerColumns + 2).getInt();
    claimed.route = rows.getColumn(kCustomerColumns + 3).getInt();
    out.push_back(std::move(claimed));
  }
}

// Only what was tried before can be in doubt.
std::optional<TimePoint> in_doubt_since(WriteSession& session, std::int64_t delivery) {
  auto& find = session.prepare(
      "SELECT min(y.at) FROM history y WHERE y.delivery_id = ?1 AND ((y.event = ?2 AND y.state = ?3) OR "
      "y.event = ?4) "
      "AND y.id > coalesce((SELECT max(z.id) FROM history z WHERE z.delivery_id = ?1 AND z.event = ?5 AND "
      "z.who <> "
      "?6), 0)");
  find.bind(1, delivery);
  find.bind(2, static_cast<int>(HistoryEvent::attempt));
  find.bind(3, static_cast<int>(domain::DeliveryState::in_doubt));
  find.bind(4, static_cast<int>(HistoryEvent::crash));
  find.bind(5, static_cast<int>(HistoryEvent::resolved));
  find.bind(6, std::string(kServiceItself));
  std::optional<TimePoint> out;
  if (find.executeStep() && !find.getColumn(0).isNull()) out = from_ms(find.getColumn(0).getInt64());
  find.reset();
  return out;
}

void claim_due(WriteSession& session, const ClaimRequest& request, const std::set<std::int64_t>& held,
               ClaimResult& result) {
  auto& find = session.prepare(
      "SELECT delivery_id FROM deferred WHERE channel_id = ? AND campaign_id = ? AND due_at <= ? ORDER BY "
      "due_at");
  find.bind(1, request.channel);
  find.bind(2, request.campaign);
  find.bind(3, to_ms(request.now));
  std::vector<std::int64_t> due;
  while (due.size() < static_cast<std::size_t>(request.limit) && find.executeStep())
    if (!held.contains(queue_of(find.getColumn(0).getInt64()).unit))
      due.push_back(find.getColumn(0).getInt64());
  find.reset();
  for (const std::int64_t id : due) {
    auto& remove = session.prepare("DELETE FROM deferred WHERE delivery_id = ?");
    remove.bind(1, id);
    remove.exec();
    const std::size_t before = result.deliveries.size();
    read_claimed(session, request.campaign, id, id + 1, result.deliveries);
    if (result.deliveries.size() == before) continue;  // settled meanwhile, by a receipt
    result.deliveries.back().in_doubt_since = in_doubt_since(session, id);
    result.deliveries.back().lease = write_lease(session, id, id + 1, request.now, 1);
    session.move_delivery(queue_of(id), domain::DeliveryState::queued, domain::DeliveryState::sending);
  }
}

// Claims up to `limit` from the front of one queue. Rows that are no longer queued (a customer erased or cancelled
// alone) are passed over and not counted.
void claim_front(WriteSession& session, const ClaimRequest& request, Queue& queue, int limit,
                 ClaimResult& result) {
  const std::int64_t take = std::min<std::int64_t>(limit, queue.open());
  const std::int64_t first = delivery_id(queue.key, queue.next);
  const std::size_t before = result.deliveries.size();
  read_claimed(session, request.campaign, first, first + take, result.deliveries);
  const auto claimed = static_cast<std::int64_t>(result.deliveries.size() - before);
  if (claimed > 0) {
    const std::int64_t lease = write_lease(session, first, first + take, request.now, claimed);
    for (std::size_t at = before; at < result.deliveries.size(); ++at) result.deliveries[at].lease = lease;
    session.count_delivery(queue.key, domain::DeliveryState::queued, -claimed);
    session.count_delivery(queue.key, domain::DeliveryState::sending, claimed);
  }
  queue.next += take;
  auto& advance = session.prepare(
      "UPDATE queue SET next_place = ? WHERE campaign_id = ? AND channel_id = ? AND unit_id = ?");
  advance.bind(1, queue.next);
  advance.bind(2, queue.key.campaign);
  advance.bind(3, queue.key.channel);
  advance.bind(4, queue.key.unit);
  advance.exec();
}

// Before anything leaves: what turns out not to be handed over is given back with its outcome, and a crash in between
// has counted too many.
void use_quota(WriteSession& session, const ClaimRequest& request, std::vector<ClaimedDelivery>& claimed) {
  auto& use = session.prepare(
      "INSERT INTO quota_use (channel_id, day, used) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET used = used "
      "+ "
      "excluded.used");
  use.bind(1, request.channel);
  use.bind(2, request.day);
  use.bind(3, static_cast<std::int64_t>(claimed.size()));
  use.exec();
  for (ClaimedDelivery& delivery : claimed) delivery.quota_day = request.day;
}

std::optional<TimePoint> next_due(WriteSession& session, const ClaimRequest& request,
                                  const std::set<std::int64_t>& held) {
  auto& find = session.prepare(
      "SELECT due_at, delivery_id FROM deferred WHERE channel_id = ? AND campaign_id = ? ORDER BY due_at");
  find.bind(1, request.channel);
  find.bind(2, request.campaign);
  while (find.executeStep())
    if (!held.contains(queue_of(find.getColumn(1).getInt64()).unit))
      return from_ms(find.getColumn(0).getInt64());
  return std::nullopt;
}

// Bounded: it only says how fast to go on.
std::int64_t deferred_count(WriteSession& session, const ClaimRequest& request) {
  auto& find = session.prepare(
      "SELECT count(*) FROM (SELECT 1 FROM deferred WHERE channel_id = ? AND campaign_id = ? LIMIT 1000)");
  find.bind(1, request.channel);
  find.bind(2, request.campaign);
  find.executeStep();
  return find.getColumn(0).getInt64();
}

}  // namespace

ClaimResult claim(WriteSession& session, const ClaimRequest& asked) {
  ClaimResult result;
  const std::optional<int> limit = allowed(session, asked);
  if (!limit) return result;
  ClaimRequest request = asked;
  request.limit = *limit;
  const std::set<std::int64_t> held = held_units(session, request);
  if (held.contains(0)) return result;
  if (request.limit > 0) claim_due(session, request, held, result);
  std::vector<Queue> queues = open_queues(session, request, held);
  find_ranks(session, request, queues);
  obey_canary(session, request, queues, result);
  int wanted = request.limit - static_cast<int>(result.deliveries.size());
  // A claim takes from few queues: a lease is a row, and small ones cost as much as large ones.
  std::sort(queues.begin(), queues.end(), [](const Queue& a, const Queue& b) {
    return a.rank != b.rank ? a.rank < b.rank : a.share() > b.share();
  });
  for (Queue& queue : queues) {
    // Rows that were passed over must not make a claim look as if the queue were held back.
    while (wanted > 0 && queue.open() > 0) {
      const std::size_t before = result.deliveries.size();
      claim_front(session, request, queue, wanted, result);
      wanted -= static_cast<int>(result.deliveries.size() - before);
    }
    if (wanted <= 0) break;
  }
  for (const Queue& queue : queues) {
    result.fresh += queue.left();
    if (result.canary_left) *result.canary_left += queue.open();
  }
  result.next_due = next_due(session, request, held);
  if (result.next_due) result.deferred = deferred_count(session, request);
  if (!result.deliveries.empty()) {
    as_approved(session, request.campaign, result.deliveries);
    if (!request.spills) use_quota(session, request, result.deliveries);
    count_claim(session);
  }
  return result;
}

}  // namespace triand::store
