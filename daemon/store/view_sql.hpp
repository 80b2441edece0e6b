#pragma once

#include "daemon/store/delivery_id.hpp"

namespace triand::store {

// The state of a delivery `d` in its queue `q` as people are told it: queued rows that were claimed and have no outcome
// yet are sending.
#define TRIAND_STATE_NOW                                                                   \
  "CASE WHEN d.state = 0 AND (d.id & 1073741823) < q.next_place AND NOT EXISTS (SELECT 1 " \
  "FROM deferred w WHERE w.delivery_id = d.id) THEN 1 ELSE d.state END"
// The gateway's newest id of it: all of a message in parts, before the one that a receipt names.
#define TRIAND_PROVIDER_ID                                                                            \
  "coalesce((SELECT y.provider_id FROM history y WHERE y.delivery_id = d.id AND y.provider_id <> '' " \
  "ORDER BY y.event = 1, y.id DESC LIMIT 1), '')"

static_assert(kCampaignShift == 47 && kChannelShift == 39 && kUnitShift == 30);

}  // namespace triand::store
