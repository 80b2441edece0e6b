#include "daemon/store/channel_writer.hpp"

namespace triand::store {

std::map<std::string, std::int64_t> put_channels(WriteSession& session,
                                                 const std::vector<ConfiguredChannel>& configured) {
  std::map<std::string, std::int64_t> out;
  for (const ConfiguredChannel& channel : configured) {
    auto& put = session.prepare(
        "INSERT INTO channel (name, kind, address_kind) VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE SET "
        "kind = excluded.kind, address_kind = excluded.address_kind RETURNING id");
    put.bind(1, channel.name);
    put.bind(2, channel.kind);
    put.bind(3, static_cast<int>(channel.address));
    put.executeStep();
    out[channel.name] = put.getColumn(0).getInt64();
    put.reset();
  }
  return out;
}

void stop_channel(WriteSession& session, std::int64_t channel, domain::Reason reason,
                  const std::string& detail, TimePoint now) {
  auto& update = session.prepare(
      "UPDATE channel SET stopped_reason = ?, stopped_detail = ?, stopped_at = ? WHERE id = ? AND "
      "stopped_reason = 0");
  update.bind(1, static_cast<int>(reason));
  update.bind(2, detail);
  update.bind(3, to_ms(now));
  update.bind(4, channel);
  update.exec();
}

void start_channel(WriteSession& session, std::int64_t channel) {
  auto& update = session.prepare(
      "UPDATE channel SET stopped_reason = 0, stopped_detail = '', stopped_at = 0 WHERE id = ?");
  update.bind(1, channel);
  update.exec();
}

std::map<std::string, std::string> channel_values(WriteSession& session, std::int64_t channel) {
  auto& find = session.prepare("SELECT key, value FROM channel_value WHERE channel_id = ?");
  find.bind(1, channel);
  std::map<std::string, std::string> out;
  while (find.executeStep()) out[find.getColumn(0).getString()] = find.getColumn(1).getString();
  return out;
}

void put_channel_value(WriteSession& session, std::int64_t channel, const std::string& key,
                       const std::string& value) {
  auto& put =
      session.prepare("INSERT OR REPLACE INTO channel_value (channel_id, key, value) VALUES (?, ?, ?)");
  put.bind(1, channel);
  put.bind(2, key);
  put.bind(3, value);
  put.exec();
}

std::int64_t quota_used(WriteSession& session, std::int64_t channel, std::int64_t day) {
  auto& find = session.prepare("SELECT used FROM quota_use WHERE channel_id = ? AND day = ?");
  find.bind(1, channel);
  find.bind(2, day);
  const std::int64_t used = find.executeStep() ? find.getColumn(0).getInt64() : 0;
  find.reset();
  return used;
}

}  // namespace triand::store
