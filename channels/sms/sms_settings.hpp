#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <string>

#include "channels/curl/header_list.hpp"
#include "channels/plugin.hpp"
#include "channels/sms/description.hpp"
#include "config/block.hpp"
#include "config/secret.hpp"

namespace triand::channels {

// One channel of kind sms, read and checked: its gateway's description and its own account there. Immutable.
struct SmsSettings {
  std::shared_ptr<const Description> description;
  std::string url;  // endpoint and path
  std::map<std::string, config::Secret> credentials;
  std::string sender;
  std::chrono::milliseconds timeout{10'000};
  std::size_t concurrency = 16;
  std::shared_ptr<const HeaderList> headers;

  // Reads the keys gateway, endpoint, credentials, sender, timeout and (with the lane) concurrency. Null when there
  // was a problem.
  static std::shared_ptr<const SmsSettings> read(config::Block& block, const PluginPlaces& places,
                                                 config::Problems& problems);
};

}  // namespace triand::channels
