#pragma once

#include "daemon/store/delivery_id.hpp"

namespace triand::store {

static_assert(kCampaignShift == 47 && kChannelShift == 39 && kUnitShift == 30);

// Since when the first delivery that waits for a channel might have gone, of a campaign ?1 and each of its queues: the one
// at the queue's front, which came to it before all that stand behind.
inline constexpr const char* kFirstInQueue =
    "SELECT h.name, max(k.opens_at, k.approved_at, (SELECT d.updated_at FROM delivery d WHERE d.id >= "
    "(q.campaign_id << "
    "47) + (q.channel_id << 39) + (q.unit_id << 30) + q.next_place AND d.id < (q.campaign_id << 47) + "
    "(q.channel_id << "
    "39) + (q.unit_id << 30) + q.end_place AND d.state = 0 ORDER BY d.id LIMIT 1)) FROM queue q JOIN "
    "campaign k ON k.id "
    "= q.campaign_id JOIN channel h ON h.id = q.channel_id WHERE q.campaign_id = ?1 AND q.next_place < "
    "q.end_place";
// The same of those that wait for another try, which may go from their time on; ?2 is now.
inline constexpr const char* kFirstToTryAgain =
    "SELECT h.name, (SELECT w.due_at FROM deferred w WHERE w.channel_id = h.id AND w.campaign_id = ?1 AND "
    "w.due_at <= ?2 "
    "ORDER BY w.due_at LIMIT 1) FROM channel h";

}  // namespace triand::store
