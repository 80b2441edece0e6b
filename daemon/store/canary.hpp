#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "daemon/store/time.hpp"
#include "daemon/store/write_session.hpp"

namespace triand::store {

// The numbers stand in the database.
enum class CanaryState : std::uint8_t {
  sampling = 0,  // only the first messages may go, or their failure rate is not known yet
  passed = 1,
  stopped = 2,   // too many failed: the campaign was paused; a person's resume lets all go
  released = 3,  // a person did not wait for the verdict
};

struct NewCanary {
  std::int64_t size = 0;
  double stop_above = 0;
  std::chrono::milliseconds wait{};
  std::set<std::int64_t> answers;   // channels that answer at once, unlike batches of letters
  std::set<std::int64_t> receipts;  // channels whose receipts can come
};

// With the plan: spreads the canary over the campaign's queues, at least one of each where it is large enough.
void put_canary(WriteSession& session, std::int64_t campaign, const NewCanary& canary);

// How many may be claimed from the front of each unit's queue of a channel, as a place; nullopt: the canary does not hold
// the campaign back. A unit without an entry is not held back.
[[nodiscard]] std::optional<std::map<std::int64_t, std::int64_t>> canary_places(WriteSession& session,
                                                                                std::int64_t campaign,
                                                                                std::int64_t channel);

// Looks at the canaries of the campaigns that send. One that is good lets go; one that is not pauses its campaign.
// Returns a sentence for each verdict.
[[nodiscard]] std::vector<std::string> judge_canaries(WriteSession& session, TimePoint now);

// Lets the rest go before the verdict; returns whether there was something to let go.
bool release_canary(WriteSession& session, std::int64_t campaign, TimePoint now);

// What was released by a person begins to be watched anew. 0: every channel, every unit.
void forget_failures(WriteSession& session, std::int64_t campaign, std::int64_t channel, std::int64_t unit);

void purge_canary(WriteSession& session, std::int64_t campaign);

}  // namespace triand::store
