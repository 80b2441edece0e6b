#include "daemon/store/recovery.hpp"

#include <vector>

#include "daemon/domain/reference.hpp"
#include "daemon/store/record.hpp"

namespace triand::store {
namespace {

struct Covered {
  std::int64_t id = 0;
  std::string reference;
  std::int64_t customer_version = 0;
  std::int64_t customer = 0;
};

std::vector<Covered> without_outcome(WriteSession& session, std::int64_t first, std::int64_t last) {
  auto& rows = session.prepare(
      "SELECT d.id, k.name, c.code, d.leg, h.name, c.version, c.id FROM delivery d JOIN customer c ON c.id = "
      "d.customer_id "
      "JOIN campaign k ON k.id = ?3 JOIN channel h ON h.id = ?4 "
      "WHERE d.id >= ?1 AND d.id < ?2 AND d.state = 0 AND NOT EXISTS (SELECT 1 FROM deferred w WHERE "
      "w.delivery_id = d.id)");
  rows.bind(1, first);
  rows.bind(2, last);
  rows.bind(3, queue_of(first).campaign);
  rows.bind(4, queue_of(first).channel);
  std::vector<Covered> out;
  while (rows.executeStep())
    out.push_back({rows.getColumn(0).getInt64(),
                   domain::make_reference(rows.getColumn(1).getString(), rows.getColumn(2).getString(),
                                          rows.getColumn(3).getInt(), rows.getColumn(4).getString()),
                   rows.getColumn(5).getInt64(), rows.getColumn(6).getInt64()});
  return out;
}

// Whether the gateway of the channel keeps what it is given (Channel::can_withdraw()).
bool keeps_notices(WriteSession& session, std::int64_t channel) {
  auto& find = session.prepare("SELECT 1 FROM channel WHERE id = ? AND kind = 'website'");
  find.bind(1, channel);
  const bool found = find.executeStep();
  find.reset();
  return found;
}

void settle_one(WriteSession& session, const Covered& covered, const CrashFinding& found, TimePoint taken_at,
                TimePoint now, const CostOf& cost_of) {
  const CrashFate fate = found.fate;
  if (fate == CrashFate::not_sent) {
    AttemptRecord record;
    record.delivery = covered.id;
    record.event = domain::DeliveryEvent::released;
    record.counts = false;
    record.in_history = false;
    record.at = now;
    record.now = now;
    record_attempt(session, record);
    return;
  }
  AttemptRecord record;
  record.delivery = covered.id;
  record.event = fate == CrashFate::sent ? domain::DeliveryEvent::answered_accepted
                                         : domain::DeliveryEvent::lost_in_crash;
  record.reason = fate == CrashFate::sent ? domain::Reason::none : domain::Reason::interrupted;
  record.detail = fate == CrashFate::sent ? "found handed over after a restart"
                                          : "the service stopped while the message was on its way";
  record.provider_id = found.provider_id;
  record.customer_version = covered.customer_version;
  record.notice = keeps_notices(session, queue_of(covered.id).channel);
  if (cost_of) record.cost = cost_of(covered.id, covered.customer);
  record.at = taken_at;
  record.now = now;
  record_attempt(session, record);
  if (fate == CrashFate::resend) apply_later_word(session, resend_word(covered.id, now, std::nullopt));
}

}  // namespace

RecoveredLeases recover_leases(WriteSession& session, const FateOf& fate_of, TimePoint now,
                               const CostOf& cost_of) {
  auto& leases = session.prepare("SELECT first, last, taken_at FROM lease");
  struct Lease {
    std::int64_t first;
    std::int64_t last;
    TimePoint taken_at;
  };
  std::vector<Lease> all;
  while (leases.executeStep())
    all.push_back({leases.getColumn(0).getInt64(), leases.getColumn(1).getInt64(),
                   from_ms(leases.getColumn(2).getInt64())});
  RecoveredLeases out;
  for (const Lease& lease : all) {
    const std::int64_t channel = queue_of(lease.first).channel;
    for (const Covered& covered : without_outcome(session, lease.first, lease.last)) {
      const CrashFinding found = fate_of(channel, covered.reference, lease.taken_at);
      settle_one(session, covered, found, lease.taken_at, now, cost_of);
      switch (found.fate) {
        case CrashFate::in_doubt:
          ++out.in_doubt;
          break;
        case CrashFate::not_sent:
          ++out.requeued;
          break;
        case CrashFate::sent:
          ++out.accepted;
          break;
        case CrashFate::resend:
          ++out.sent_again;
          break;
      }
    }
  }
  session.prepare("DELETE FROM lease").exec();
  return out;
}

}  // namespace triand::store
