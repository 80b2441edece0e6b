#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "channels/curl/header_list.hpp"
#include "channels/plugin.hpp"
#include "channels/sms/description.hpp"
#include "config/block.hpp"
#include "config/secret.hpp"

namespace triand::channels {

// One channel of kind sms, read and checked: its gateway's description and its own account there. Immutable.
struct SmsSettings {
  std::shared_ptr<const Description> description;
  std::string endpoint;  // without a final '/'
  std::string url;       // of the request: endpoint and path
  std::string auth_url;  // where tokens come from
  std::map<std::string, config::Secret> credentials;
  std::string sender;
  std::string ca_file;  // whom to believe instead of the system's certificates; empty: those
  std::chrono::milliseconds timeout{10'000};
  std::size_t concurrency = 16;
  std::shared_ptr<const HeaderList> headers;  // without a token

  // Reads the keys gateway, endpoint, auth_endpoint, credentials, sender, ca_file, timeout and (with the lane) concurrency. Null
  // when there was a problem.
  static std::shared_ptr<const SmsSettings> read(config::Block& block, const PluginPlaces& places,
                                                 config::Problems& problems);

  // The header lines of a request with that token. Throws std::invalid_argument when it cannot stand in one.
  [[nodiscard]] std::shared_ptr<const HeaderList> headers_with(std::string_view token,
                                                               std::string_view session) const;
};

}  // namespace triand::channels
