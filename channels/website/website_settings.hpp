#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>

#include "channels/website/signature.hpp"
#include "config/block.hpp"

namespace triand::channels::website {

// One channel of kind website, read and checked. Immutable.
struct WebsiteSettings {
  std::string url;             // where notices are posted
  SigningKeys keys;            // sign what we send and what the portal says
  config::Secret feed_token;   // the portal shows it to read the feed; empty: there is no feed
  std::size_t batch = 100;     // notices in a request, at most
  bool whole_answers = false;  // an answer without results counts for every notice of the batch
  std::string ca_file;         // whom to believe instead of the system's certificates; empty: those
  std::chrono::milliseconds timeout{15'000};

  // A request's body is not larger, unless one notice alone is.
  static constexpr std::size_t kLargestBody = 20 * 1024;

  // Null when there was a problem.
  static std::shared_ptr<const WebsiteSettings> read(config::Block& block, config::Problems& problems);
};

}  // namespace triand::channels::website
