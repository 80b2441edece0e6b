#include <string>

#include <SQLiteCpp/Statement.h>

#include "daemon/store/delivery_id.hpp"
#include "daemon/store/reader.hpp"

namespace triand::store {
namespace {

#define TRIAND_NOTICE_COLUMNS "n.id, n.delivery_id, n.version, n.withdrawn, n.at"
constexpr int kNoticeColumns = 5;

NoticeRow read_notice(SQLite::Statement& row) {
  return {.cursor = row.getColumn(0).getInt64(),
          .delivery = row.getColumn(1).getInt64(),
          .version = row.getColumn(2).getInt64(),
          .withdrawn = static_cast<domain::Reason>(row.getColumn(3).getInt()),
          .at = from_ms(row.getColumn(4).getInt64())};
}

}  // namespace

std::vector<NoticeRow> Reader::notices(std::int64_t channel, std::int64_t after, int limit) {
  auto& rows = prepare("SELECT " TRIAND_NOTICE_COLUMNS
                       " FROM notice n WHERE n.channel_id = ? AND n.id > ? ORDER BY n.id LIMIT ?");
  rows.bind(1, channel);
  rows.bind(2, after);
  rows.bind(3, limit);
  std::vector<NoticeRow> out;
  while (rows.executeStep()) out.push_back(read_notice(rows));
  rows.reset();
  return out;
}

std::int64_t Reader::newest_notice() {
  auto& rows = prepare("SELECT seq FROM sqlite_sequence WHERE name = 'notice'");
  const std::int64_t out = rows.executeStep() ? rows.getColumn(0).getInt64() : 0;
  rows.reset();
  return out;
}

std::int64_t Reader::newest_removed_notice(std::int64_t channel) {
  const std::string kept = kept_value(removed_notices_key(channel));
  return kept.empty() ? 0 : std::stoll(kept);
}

std::vector<StandingNotice> Reader::standing_notices(std::int64_t after, int limit) {
  auto& rows = prepare("SELECT " TRIAND_NOTICE_COLUMNS ", " TRIAND_CUSTOMER_COLUMNS
                       " FROM notice n JOIN delivery d ON d.id = n.delivery_id JOIN customer c ON c.id = "
                       "d.customer_id JOIN unit u ON u.id = c.unit_id WHERE n.id > ? AND n.withdrawn = 0 "
                       "ORDER BY n.id LIMIT ?");
  rows.bind(1, after);
  rows.bind(2, limit);
  std::vector<StandingNotice> out;
  while (rows.executeStep()) out.push_back({read_notice(rows), read_customer(rows, kNoticeColumns)});
  rows.reset();
  return out;
}

NoticesLeft Reader::notices_left(std::int64_t campaign, std::int64_t channel) {
  auto& rows = prepare(
      "SELECT EXISTS (SELECT 1 FROM notice WHERE delivery_id >= ?1 AND delivery_id < ?2 AND withdrawn = 0), "
      "EXISTS (SELECT 1 FROM notice WHERE delivery_id >= ?1 AND delivery_id < ?2 AND +told = 0)");
  rows.bind(1, delivery_id({.campaign = campaign, .channel = channel}, 0));
  rows.bind(2, delivery_id({.campaign = campaign, .channel = channel + 1}, 0));
  rows.executeStep();
  const NoticesLeft out{.standing = rows.getColumn(0).getInt() != 0,
                        .untold = rows.getColumn(1).getInt() != 0};
  rows.reset();
  return out;
}

std::vector<NoticeRow> Reader::untold_withdrawals(std::int64_t channel, std::int64_t after, int limit) {
  auto& rows = prepare("SELECT " TRIAND_NOTICE_COLUMNS
                       " FROM notice n INDEXED BY notice_untold WHERE n.told = 0 AND n.channel_id = ? AND "
                       "n.id > ? ORDER BY n.id LIMIT ?");
  rows.bind(1, channel);
  rows.bind(2, after);
  rows.bind(3, limit);
  std::vector<NoticeRow> out;
  while (rows.executeStep()) out.push_back(read_notice(rows));
  rows.reset();
  return out;
}

}  // namespace triand::store
