#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "config/block.hpp"
#include "config/secret.hpp"

namespace triand::channels {

// One channel of kind zalo, read and checked. Immutable.
struct ZaloSettings {
  std::string endpoint;        // messages; without a final '/'
  std::string oauth_endpoint;  // tokens; without a final '/'
  std::string app_id;
  config::Secret app_secret;     // signs nothing: it buys tokens
  config::Secret oa_secret_key;  // signs webhook events; another key than app_secret
  bool development = false;      // reaches administrators of the application only
  bool hashed_phone = false;     // telephones leave as SHA-256 only
  bool appsecret_proof = false;  // each request proves that it comes from the application
  std::string ca_file;           // whom to believe instead of the system's certificates; empty: those
  std::chrono::milliseconds timeout{10'000};
  std::size_t concurrency = 16;

  // Reads the plugin's keys and (with the lane) concurrency. Null when there was a problem.
  static std::shared_ptr<const ZaloSettings> read(config::Block& block, config::Problems& problems);
};

}  // namespace triand::channels
