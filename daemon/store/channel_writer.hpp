#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "daemon/domain/leg.hpp"
#include "daemon/domain/reason.hpp"
#include "daemon/store/time.hpp"
#include "daemon/store/write_session.hpp"

namespace triand::store {

// A channel of the config.
struct ConfiguredChannel {
  std::string name;
  std::string kind;
  domain::AddressKind address = domain::AddressKind::telephone;
};

// Makes sure that each channel of the config has a row, and returns the rows by name.
[[nodiscard]] std::map<std::string, std::int64_t> put_channels(
    WriteSession& session, const std::vector<ConfiguredChannel>& configured);

// Account, sender or balance: the channel keeps its queue and sends nothing until start_channel().
void stop_channel(WriteSession& session, std::int64_t channel, domain::Reason reason,
                  const std::string& detail, TimePoint now);
void start_channel(WriteSession& session, std::int64_t channel);

[[nodiscard]] std::map<std::string, std::string> channel_values(WriteSession& session, std::int64_t channel);
void put_channel_value(WriteSession& session, std::int64_t channel, const std::string& key,
                       const std::string& value);

// How much of a day's quota is used. `day`: YYYYMMDD.
[[nodiscard]] std::int64_t quota_used(WriteSession& session, std::int64_t channel, std::int64_t day);

}  // namespace triand::store
