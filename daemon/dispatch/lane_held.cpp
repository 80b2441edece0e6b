#include <algorithm>
#include <set>
#include <utility>

#include <boost/asio/post.hpp>

#include "daemon/dispatch/lane.hpp"
#include "daemon/dispatch/sent.hpp"
#include "daemon/store/opted_out.hpp"

// What a lane does about messages that its channel holds back: letters of an open batch.

namespace triand::dispatch {

bool Lane::may_leave(const std::string& reference) const {
  const auto found = held_.find(reference);
  if (found == held_.end()) return true;
  const Sent& sent = *found->second;
  if (!strands_.contains(sent.run->row()) || is_stopped(*sent.run)) return false;
  const std::string& unit = sent.delivery.customer.customer.unit;
  const bool unit_paused = std::any_of(
      stops_.pauses.begin(), stops_.pauses.end(),
      [&](const store::PauseRow& pause) { return pause.unit == unit && concerns(pause, *sent.run); });
  return !unit_paused && sent.run->prepare(settings_.channel, sent.delivery).reason == domain::Reason::none;
}

void Lane::look_again(schedule::SteadyTime lists) {
  channel_.look_again();
  lists_ = lists;
  hear_lists();
}

void Lane::hear_lists() {
  if (heard_ == lists_ || held_.empty()) return;
  heard_ = lists_;
  std::vector<std::int64_t> customers;
  for (const auto& [reference, sent] : held_) customers.push_back(sent->delivery.customer.customer.id);
  auto refused = std::make_shared<std::set<std::int64_t>>();
  world_.writer.post([customers = std::move(customers), refused](
                         store::WriteSession& session) { *refused = store::opted_out(session, customers); },
                     [this, refused, executor = world_.executor,
                      alive = std::weak_ptr<bool>(alive_)](const std::exception_ptr& error) {
                       boost::asio::post(executor, [this, refused, failed = error != nullptr, alive] {
                         if (alive.expired()) return;
                         if (failed) heard_ = {};  // the next time that somebody wakes the lane
                         if (refused->empty()) return;
                         for (const auto& [reference, sent] : held_) {
                           domain::Customer& customer = sent->delivery.customer.customer;
                           customer.opt_out = customer.opt_out || refused->contains(customer.id);
                         }
                         channel_.look_again();
                       });
                     });
}

}  // namespace triand::dispatch
