#include "tests/daemon/store/power_findings.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <tuple>

#include "daemon/store/claim.hpp"
#include "daemon/store/database.hpp"
#include "daemon/store/recovery.hpp"
#include "daemon/store/store_error.hpp"
#include "daemon/store/writer.hpp"
#include "tests/daemon/store/recount.hpp"

namespace triand::store {
namespace {

using domain::DeliveryState;
using Kind = PowerReport::Kind;

// How one delivery may stand after all that was said of it.
struct Promise {
  std::set<DeliveryState> allowed;
  std::vector<DeliveryState> answering;  // handed to the writer, not yet said to be durable
  std::int64_t answers = 0;
};

std::map<std::int64_t, Promise> promises(const PowerEnd& end, PowerFindings& findings) {
  std::map<std::int64_t, Promise> out;
  for (const PowerReport& report : end.reports) {
    Promise& promise = out[report.delivery];
    switch (report.kind) {
      case Kind::given:
        ++findings.given;
        promise.allowed = {DeliveryState::in_doubt};
        break;
      case Kind::answering:
        promise.allowed.insert(report.state);
        promise.answering.push_back(report.state);
        break;
      case Kind::answered: {
        ++findings.answered;
        ++promise.answers;
        auto& open = promise.answering;
        open.erase(open.begin(), std::find(open.begin(), open.end(), report.state) + 1);
        promise.allowed = {report.state};
        promise.allowed.insert(open.begin(), open.end());
        // It may have been claimed once more, without the gateway's having been told.
        if (report.state == DeliveryState::queued) promise.allowed.insert(DeliveryState::in_doubt);
        break;
      }
      case Kind::log_sync_failed:
        ++findings.log_sync_failures;
        break;
      case Kind::database_sync_failed:
        ++findings.database_sync_failures;
        break;
      case Kind::reopened:
        ++findings.reopened;
        break;
      case Kind::finished:
        break;
    }
  }
  std::erase_if(out, [](const auto& entry) { return entry.second.allowed.empty(); });
  return out;
}

std::map<std::int64_t, DeliveryState> states(SQLite::Database& database) {
  std::map<std::int64_t, DeliveryState> out;
  SQLite::Statement rows(database, "SELECT id, state FROM delivery");
  while (rows.executeStep())
    out[rows.getColumn(0).getInt64()] = static_cast<DeliveryState>(rows.getColumn(1).getInt());
  return out;
}

std::int64_t history_rows(SQLite::Database& database, std::int64_t delivery) {
  SQLite::Statement rows(database, "SELECT count(*) FROM history WHERE delivery_id = ? AND event IN (0, 1)");
  rows.bind(1, delivery);
  rows.executeStep();
  return rows.getColumn(0).getInt64();
}

std::set<std::int64_t> claimable(Writer& writer, const PowerRun& run) {
  std::set<std::int64_t> out;
  for (const auto& [name, channel] : run.channels)
    for (const ClaimedDelivery& one : writer
                                          .run([&, row = channel](WriteSession& session) {
                                            return claim(session, {.campaign = run.campaign,
                                                                   .channel = row,
                                                                   .limit = 10'000,
                                                                   .day = 20261218,
                                                                   .now = run.now});
                                          })
                                          .deliveries)
      out.insert(one.id);
  return out;
}

void inspect_rows(const PowerRun& run, const std::map<std::int64_t, Promise>& promised,
                  PowerFindings& findings) {
  auto database = open_for_writing(run.database);
  if (database->execAndGet("PRAGMA integrity_check").getString() != "ok") {
    ++findings.damaged;
    return;
  }
  // The inspection itself loses no power.
  database->exec("PRAGMA synchronous = OFF");
  Writer writer(std::move(database), nullptr);
  writer.run([&](WriteSession& session) {
    return recover_leases(
        session, [](std::int64_t, const std::string&, TimePoint) { return CrashFate::in_doubt; }, run.now);
  });
  const auto reader = open_for_reading(run.database);
  findings.wrong_counts += wrong_counters(*reader);
  const auto now = states(*reader);
  const auto again = claimable(writer, run);
  for (const auto& [delivery, promise] : promised) {
    const auto row = now.find(delivery);
    const bool may_wait = promise.allowed.contains(DeliveryState::queued);
    if (row != now.end() && !may_wait && (row->second == DeliveryState::queued || again.contains(delivery)))
      ++findings.repeats;
    else if (row == now.end() || !promise.allowed.contains(row->second) ||
             history_rows(*reader, delivery) < promise.answers)
      ++findings.forgotten;
  }
}

}  // namespace

std::ostream& operator<<(std::ostream& out, const PowerFindings& findings) {
  return out << findings.cuts << " power cuts (" << findings.finished << " machines were done before), "
             << findings.given << " deliveries given to gateways, " << findings.answered
             << " outcomes said to be durable, " << findings.log_sync_failures << " + "
             << findings.database_sync_failures << " failed syncs (log, database), opened anew "
             << findings.reopened << " times: " << findings.damaged << " damaged databases, "
             << findings.repeats << " repeats, " << findings.forgotten << " forgotten outcomes, "
             << findings.wrong_counts << " wrong counters";
}

void inspect(const PowerRun& run, const PowerEnd& end, PowerFindings& findings) {
  ++(end.dark ? findings.cuts : findings.finished);
  const auto promised = promises(end, findings);
  // Memory that was shared by processes, not something on the disk.
  std::filesystem::remove(run.database + "-shm");
  try {
    inspect_rows(run, promised, findings);
  } catch (const StoreError&) {
    ++findings.damaged;
  } catch (const SQLite::Exception&) {
    ++findings.damaged;
  }
}

}  // namespace triand::store
