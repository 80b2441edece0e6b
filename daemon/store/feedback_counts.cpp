#include "daemon/store/feedback_counts.hpp"

#include "daemon/store/delivery_id.hpp"
#include "daemon/store/feedback.hpp"

namespace triand::store {

std::vector<UnitFeedback> feedback_counts(WriteSession& session, std::int64_t campaign) {
  static_assert(kUnitShift == 30);
  auto& rows = session.prepare(
      "SELECT delivery_id >> 30 & 511, count(*), sum(rate), sum(rate <= 2) FROM feedback WHERE delivery_id "
      ">= ? AND "
      "delivery_id < ? AND delivery_id <> 0 AND kind = ? AND rate > 0 GROUP BY 1");
  rows.bind(1, delivery_id({campaign, 0, 0}, 0));
  rows.bind(2, delivery_id({campaign + 1, 0, 0}, 0));
  rows.bind(3, static_cast<int>(FeedbackKind::rating));
  std::vector<UnitFeedback> out;
  while (rows.executeStep())
    out.push_back({rows.getColumn(0).getInt64(), rows.getColumn(1).getInt64(), rows.getColumn(2).getInt64(),
                   rows.getColumn(3).getInt64()});
  return out;
}

}  // namespace triand::store
