#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <utility>

#include "daemon/store/time.hpp"
#include "daemon/store/write_session.hpp"

namespace triand::store {

// What is known of a delivery that was on its way when the service died.
enum class CrashFate {
  in_doubt,
  not_sent,
  sent,
  resend,  // in doubt, and the channel's policy is to send it again with the same reference
};

struct CrashFinding {
  CrashFate fate = CrashFate::in_doubt;
  std::string provider_id;  // of what was sent, where that is known
  // NOLINTNEXTLINE(google-explicit-constructor): most have a fate alone.
  CrashFinding(CrashFate known, std::string id = {}) : fate(known), provider_id(std::move(id)) {}
};

struct RecoveredLeases {
  std::int64_t in_doubt = 0;
  std::int64_t requeued = 0;    // certainly not sent
  std::int64_t accepted = 0;    // certainly sent
  std::int64_t sent_again = 0;  // in doubt, and queued again by the channel's policy
};

// What became of a delivery, by its reference; it was handed over at `taken_at` or later.
using FateOf =
    std::function<CrashFinding(std::int64_t channel, const std::string& reference, TimePoint taken_at)>;

// What a message may have cost that nobody knows the fate of, in VND: it counts against the budget.
using CostOf = std::function<std::int64_t(std::int64_t delivery, std::int64_t customer)>;

// Looks at every lease that a dead service left: what it covers without an outcome is in doubt, unless `fate_of`
// knows better (a letter's batch stands in the outbox, or does not). Run once at start, before anything is claimed.
RecoveredLeases recover_leases(WriteSession& session, const FateOf& fate_of, TimePoint now,
                               const CostOf& cost_of = {});

}  // namespace triand::store
