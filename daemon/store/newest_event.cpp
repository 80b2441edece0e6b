#include "daemon/store/newest_event.hpp"

namespace triand::store {

std::int64_t newest_event(WriteSession& session, std::int64_t delivery) {
  auto& find = session.prepare("SELECT coalesce(max(id), 0) FROM history WHERE delivery_id = ?");
  find.bind(1, delivery);
  find.executeStep();
  const std::int64_t newest = find.getColumn(0).getInt64();
  find.reset();
  return newest;
}

}  // namespace triand::store
