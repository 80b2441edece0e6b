#include <cmath>

#include "daemon/domain/channel_failure.hpp"
#include "daemon/domain/hold_reason.hpp"
#include "daemon/store/campaign_writer.hpp"
#include "daemon/store/canary.hpp"

// What became of a canary, read from its deliveries.

namespace triand::store {
namespace {

using domain::DeliveryState;

// Of the few messages of one channel or unit, one or two failures say nothing.
constexpr std::int64_t kFewest = 3;

struct Canary {
  std::int64_t campaign = 0;
  std::string name;
  double stop_above = 0;
  std::chrono::milliseconds wait{};
  std::string answers;
  std::string receipts;
};

struct Tally {
  std::int64_t messages = 0;
  std::int64_t failed = 0;
  std::int64_t unknown = 0;

  void add(const Tally& other) {
    messages += other.messages;
    failed += other.failed;
    unknown += other.unknown;
  }
  // By what is known already, whatever becomes of the rest.
  [[nodiscard]] bool is_bad(double above) const {
    return static_cast<double>(failed) > above * static_cast<double>(messages) + 1e-9;
  }
  [[nodiscard]] bool is_good(double above) const {
    return static_cast<double>(failed + unknown) <= above * static_cast<double>(messages) + 1e-9;
  }
};

struct Sample {
  Tally all;
  std::map<std::string, Tally> channels;
  std::map<std::pair<std::string, std::string>, Tally> units;  // channel, unit
  std::map<domain::Reason, std::int64_t> reasons;
  bool complete = true;  // all of it was claimed
  TimePoint last;        // when something last changed
};

bool lists(const std::string& channels, std::int64_t channel) {
  return channels.find("," + std::to_string(channel) + ",") != std::string::npos;
}

std::vector<Canary> open_canaries(WriteSession& session) {
  auto& find = session.prepare(
      "SELECT c.campaign_id, k.name, c.stop_above, c.wait_ms, c.answers, c.receipts FROM canary c JOIN "
      "campaign "
      "k ON k.id = c.campaign_id WHERE c.state = 0 AND k.state = 'running'");
  std::vector<Canary> out;
  while (find.executeStep())
    out.push_back({find.getColumn(0).getInt64(), find.getColumn(1).getString(), find.getColumn(2).getDouble(),
                   std::chrono::milliseconds(find.getColumn(3).getInt64()), find.getColumn(4).getString(),
                   find.getColumn(5).getString()});
  return out;
}

struct Part {
  QueueKey queue;
  std::string channel;
  std::string unit;
  std::int64_t places = 0;  // of the sample
  std::int64_t claimed = 0;
};

std::vector<Part> parts_of(WriteSession& session, std::int64_t campaign) {
  auto& find = session.prepare(
      "SELECT q.channel_id, q.unit_id, h.name, u.prefix, min(coalesce(s.allowed, q.end_place), q.end_place), "
      "q.next_place FROM queue q JOIN channel h ON h.id = q.channel_id JOIN unit u ON u.id = q.unit_id "
      "LEFT JOIN canary_share s ON s.campaign_id = q.campaign_id AND s.channel_id = q.channel_id AND "
      "s.unit_id = q.unit_id WHERE q.campaign_id = ?");
  find.bind(1, campaign);
  std::vector<Part> out;
  while (find.executeStep())
    out.push_back({{campaign, find.getColumn(0).getInt64(), find.getColumn(1).getInt64()},
                   find.getColumn(2).getString(),
                   find.getColumn(3).getString(),
                   find.getColumn(4).getInt64(),
                   find.getColumn(5).getInt64()});
  return out;
}

void add_part(WriteSession& session, const Canary& canary, const Part& part, Sample& sample) {
  sample.complete = sample.complete && part.claimed >= part.places;
  auto& find = session.prepare(
      "SELECT state, reason, alone, count(*), max(updated_at) FROM delivery WHERE id >= ? AND id < ? GROUP "
      "BY "
      "state, reason, alone");
  find.bind(1, delivery_id(part.queue, 0));
  find.bind(2, delivery_id(part.queue, part.places));
  Tally tally;
  while (find.executeStep()) {
    const auto state = static_cast<DeliveryState>(find.getColumn(0).getInt());
    const auto reason = static_cast<domain::Reason>(find.getColumn(1).getInt());
    const std::int64_t messages = find.getColumn(3).getInt64();
    tally.messages += messages;
    if (domain::is_channel_failure(state, reason, find.getColumn(2).getInt() == 0)) {
      tally.failed += messages;
      sample.reasons[reason] += messages;
    }
    const bool waits_for_receipt =
        state == DeliveryState::accepted && lists(canary.receipts, part.queue.channel);
    const bool waits_for_answer = state == DeliveryState::queued && lists(canary.answers, part.queue.channel);
    if (waits_for_receipt || waits_for_answer) tally.unknown += messages;
    // What has no answer yet is no matter of time.
    if (waits_for_answer) sample.complete = false;
    sample.last = std::max(sample.last, from_ms(find.getColumn(4).getInt64()));
  }
  sample.all.add(tally);
  sample.channels[part.channel].add(tally);
  sample.units[{part.channel, part.unit}].add(tally);
}

std::string percent(double share) {
  std::string out = std::to_string(std::round(share * 1000) / 10);
  out.erase(out.find_last_not_of('0') + 1);
  if (out.back() == '.') out.pop_back();
  return out + "%";
}

std::string words_of(const Tally& tally) {
  return std::to_string(tally.failed) + " of " + std::to_string(tally.messages) + " failed (" +
         percent(static_cast<double>(tally.failed) / static_cast<double>(tally.messages)) + ")";
}

// Where too many failed, or empty.
std::string fault_of(const Canary& canary, const Sample& sample) {
  std::string where;
  for (const auto& [channel, tally] : sample.channels)
    if (tally.failed >= kFewest && tally.is_bad(canary.stop_above))
      where.append("; channel ").append(channel).append(": ").append(words_of(tally));
  if (where.empty())
    for (const auto& [key, tally] : sample.units)
      if (tally.failed >= kFewest && tally.is_bad(canary.stop_above))
        where.append("; channel ")
            .append(key.first)
            .append(", unit ")
            .append(key.second)
            .append(": ")
            .append(words_of(tally));
  if (where.empty() && !sample.all.is_bad(canary.stop_above)) return {};
  std::string out =
      "canary: " + words_of(sample.all) + ", more than " + percent(canary.stop_above) + " may not" + where;
  for (const auto& [reason, messages] : sample.reasons)
    out.append("; ").append(domain::to_string(reason)).append(" ").append(std::to_string(messages));
  return out;
}

bool is_known_good(const Canary& canary, const Sample& sample, TimePoint now) {
  if (!sample.complete) return false;
  if (now - sample.last >= canary.wait) return true;
  for (const auto& [channel, tally] : sample.channels)
    if (tally.failed + tally.unknown >= kFewest && !tally.is_good(canary.stop_above)) return false;
  return sample.all.is_good(canary.stop_above);
}

void decide(WriteSession& session, std::int64_t campaign, CanaryState state, TimePoint now) {
  auto& update = session.prepare("UPDATE canary SET state = ?, decided_at = ? WHERE campaign_id = ?");
  update.bind(1, static_cast<int>(state));
  update.bind(2, to_ms(now));
  update.bind(3, campaign);
  update.exec();
}

}  // namespace

std::vector<std::string> judge_canaries(WriteSession& session, TimePoint now) {
  std::vector<std::string> out;
  for (const Canary& canary : open_canaries(session)) {
    Sample sample;
    for (const Part& part : parts_of(session, canary.campaign)) add_part(session, canary, part, sample);
    if (const std::string fault = fault_of(canary, sample); !fault.empty()) {
      decide(session, canary.campaign, CanaryState::stopped, now);
      set_pause(session, canary.campaign, 0, 0, "triand", fault,
                std::string(domain::to_string(domain::HoldReason::failure_rate)), now);
      out.push_back(canary.name + " was paused: " + fault);
    } else if (is_known_good(canary, sample, now)) {
      decide(session, canary.campaign, CanaryState::passed, now);
      out.push_back(canary.name + " goes on: canary: " + words_of(sample.all));
    }
  }
  return out;
}

}  // namespace triand::store
