#include <algorithm>
#include <utility>

#include <boost/asio/post.hpp>

#include "daemon/dispatch/lane.hpp"
#include "daemon/dispatch/sent.hpp"

// How a lane gets what it hands over: asked of the store, reckoned by rate, quota and pace, and given back where it is
// handed to nobody.

namespace triand::dispatch {

using schedule::Moment;

void Lane::ask_store(Strand& strand, schedule::Take wanted) {
  ++asking_;
  const Moment now = world_.now();
  if (wanted.n > 0) take(strand, wanted);
  const schedule::SteadyTime since = now.steady;
  const store::ClaimRequest request{.campaign = strand.run->row(),
                                    .channel = settings_.channel,
                                    .limit = static_cast<int>(wanted.n),
                                    .day = world_.day(now.wall),
                                    .now = now.wall,
                                    .spills = wanted.spills};
  auto result = std::make_shared<store::ClaimResult>();
  outcomes_.write(store::Writer::Job{
      .work = [request, result](store::WriteSession& session) { *result = store::claim(session, request); },
      .done =
          [this, result, request, wanted, since, executor = world_.executor,
           alive = std::weak_ptr<bool>(alive_)](std::exception_ptr error) {
            boost::asio::post(executor,
                              [this, result, request, wanted, since, failed = error != nullptr, alive] {
                                if (!alive.expired())
                                  claimed(request, wanted, since, std::move(*result), failed);
                              });
          }});
}

// A negative count gives back what the store had not got.
void Lane::take(Strand& strand, schedule::Take taken) {
  const Moment now = world_.now();
  const std::int64_t count = taken.n;
  const schedule::Stretch stretch = schedule::stretch_of(situation(strand), now);
  strand.asked += count;
  leased_ += count;
  if (taken.spills) return;
  if (quota_) quota_->take(now.wall, count);
  breaker_.take(now.steady, count);
  if (rate_) rate_->take(now.steady, count);
  strand.pacer.take(now.steady, std::max(stretch.left, count), stretch.open, count);
}

void Lane::give_back(std::int64_t campaign, std::int64_t day, std::int64_t count) {
  if (count <= 0) return;
  const Moment now = world_.now();
  // What a day that is over has left is none of the next one's.
  if (quota_ && world_.day(now.wall) == day) quota_->take(now.wall, -count);
  if (rate_) rate_->take(now.steady, -count);
  const auto found = strands_.find(campaign);
  if (found == strands_.end()) return;
  const schedule::Stretch stretch = schedule::stretch_of(situation(found->second), now);
  found->second.pacer.take(now.steady, std::max<std::int64_t>(stretch.left, 1), stretch.open, -count);
}

void Lane::claimed(const store::ClaimRequest& request, schedule::Take wanted, schedule::SteadyTime since,
                   store::ClaimResult result, bool failed) {
  const std::int64_t asked = wanted.n;
  --asking_;
  const auto found = strands_.find(request.campaign);
  const auto taken = static_cast<std::int64_t>(result.deliveries.size());
  if (taken == 0 && asked > 0 && !wanted.spills) breaker_.released();
  in_flight_ += taken;
  if (found == strands_.end()) {
    leased_ -= asked - taken;
    if (!wanted.spills) {
      breaker_.released();
      give_back(request.campaign, request.day, asked);
    }
    // The campaign ended between asking and answer; what was claimed goes back and is closed there.
    for (auto& delivery : result.deliveries) {
      Sent sent;
      sent.delivery = std::move(delivery);
      sent.at = world_.now();
      put_back(sent);
    }
    pump();
    return;
  }
  Strand& strand = found->second;
  // A campaign that went and came back meanwhile has asked for nothing yet.
  strand.asked = std::max(strand.asked, asked) - taken;
  if (asked > taken) take(strand, {.n = taken - asked, .spills = wanted.spills});
  if (failed) {
    // Nothing can be recorded just now: look again when the writer has found out whether there is room, and say so.
    for (auto& [row, other] : strands_) other.decision = schedule::decide(situation(other), world_.now());
    if (!stopping_) arm(world_.now().steady + std::chrono::seconds(1));
    return;
  }
  strand.fresh = result.fresh;
  strand.waiting = result.deferred;
  strand.next_due = result.next_due;
  strand.canary_left = result.canary_left;
  strand.known = true;
  if (taken == 0 && asked > 0) {
    // The store gave less than it promised (held back, or its window's moment): do not ask at once again.
    strand.fresh = 0;
    if (strand.next_due && *strand.next_due <= world_.now().wall) strand.next_due.reset();
  }
  std::int64_t kept = 0;
  for (auto& delivery : result.deliveries)
    if (wanted.spills)
      pass_on(strand, std::move(delivery));
    else if (!hand_over(strand, std::move(delivery), since))
      ++kept;
  give_back(request.campaign, request.day, kept);
  // Read before the last list was loaded.
  if (since <= lists_) heard_ = {};
  hear_lists();
  pump();
}

}  // namespace triand::dispatch
