#include "daemon/store/retry_shift.hpp"

namespace triand::store {

void shift_retries(WriteSession& session, std::chrono::milliseconds back) {
  auto& update = session.prepare(
      "UPDATE deferred SET due_at = due_at - ? WHERE due_at < "
      "(SELECT closes_at FROM campaign WHERE id = campaign_id)");
  update.bind(1, static_cast<std::int64_t>(back.count()));
  update.exec();
}

}  // namespace triand::store
