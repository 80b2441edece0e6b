#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "channels/plugin.hpp"
#include "config/block.hpp"
#include "daemon/dispatch/lane_settings.hpp"
#include "daemon/domain/unit_table.hpp"
#include "daemon/intake/workbook/workbook_limits.hpp"
#include "daemon/plan/law_words.hpp"
#include "daemon/plan/plan_basis.hpp"
#include "daemon/schedule/time_zone.hpp"
#include "daemon/server/proxy_trust.hpp"
#include "templates/commune_table.hpp"

namespace triand::app {

// One channel of the config: what its lane needs, what planning needs, and the channel itself, not yet started.
struct ChannelSettings {
  const channels::Plugin* plugin = nullptr;
  plan::ChannelFacts facts;
  dispatch::LaneSettings lane;
  std::unique_ptr<channels::Channel> channel;
  config::Secret webhook_secret;
  std::optional<schedule::Rate> rate;
};

// For how long what may be kept: a campaign's deliveries from the end of its window, a customer from the last list that
// named them.
struct Retention {
  std::chrono::milliseconds customers{std::chrono::hours(24) * 400};
  std::chrono::milliseconds deliveries{std::chrono::hours(24) * 400};
};

// The config file (contract, section 2), checked: every path, credential, gateway and unit it names was read.
struct Settings {
  std::string file;
  std::string database;
  std::string control_socket;
  std::string listen;      // empty: no TCP
  std::string public_url;  // without a final slash; empty: gateways cannot reach us
  server::ProxyTrust proxy = server::ProxyTrust::usual();
  std::optional<schedule::TimeZone> zone;
  std::string templates;
  std::string gateways;
  std::string hotline;
  domain::UnitTable units;
  plan::LawWords law;
  std::shared_ptr<const templates::CommuneTable> communes;  // null: none is named
  intake::WorkbookLimits list_limits;
  std::chrono::milliseconds drain{20000};
  Retention retention;
  std::vector<ChannelSettings> channels;
};

// Reads the file. Every fault goes to `problems`; nullopt if there was one. Relative paths are relative to the
// config file's folder.
[[nodiscard]] std::optional<Settings> load_settings(const std::string& path, config::Problems& problems);

// Whether what the channel's gateway says later can reach this service and be believed: a receipt that does not come
// says nothing otherwise.
[[nodiscard]] bool receipts_can_come(const Settings& settings, const ChannelSettings& channel);

}  // namespace triand::app
