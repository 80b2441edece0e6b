#include <algorithm>

#include "daemon/store/reader.hpp"
#include "daemon/store/waiting_sql.hpp"

// What waits, and since when.

namespace triand::store {

std::map<std::string, TimePoint> Reader::waiting_since(std::int64_t campaign, TimePoint now) {
  std::map<std::string, TimePoint> out;
  const auto note = [&](SQLite::Statement& rows) {
    while (rows.executeStep()) {
      if (rows.getColumn(1).isNull()) continue;
      const TimePoint since = from_ms(rows.getColumn(1).getInt64());
      if (since > now) continue;
      const auto [known, fresh] = out.emplace(rows.getColumn(0).getString(), since);
      if (!fresh) known->second = std::min(known->second, since);
    }
    rows.reset();
  };
  auto& queues = prepare(kFirstInQueue);
  queues.bind(1, campaign);
  note(queues);
  auto& again = prepare(kFirstToTryAgain);
  again.bind(1, campaign);
  again.bind(2, to_ms(now));
  note(again);
  return out;
}

}  // namespace triand::store
