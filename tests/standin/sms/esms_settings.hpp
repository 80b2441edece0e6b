#pragma once

#include <chrono>
#include <string>
#include <vector>

namespace triand::standin {

// What the imitated eSMS account knows. Empty means: not checked.
struct EsmsSettings {
  std::string api_key;
  std::string secret_key;
  std::vector<std::string> brandnames;
  std::string template_pattern;  // ECMAScript, the whole text
  std::vector<std::string>
      unregistered_prefixes;  // of national numbers ("052"): carriers without this brandname
  std::chrono::milliseconds callback_timeout{5000};
  std::chrono::milliseconds callback_retry{1000};  // wait before each of the five retries
};

}  // namespace triand::standin
