#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <boost/json/object.hpp>

#include "tests/standin/zalo/zalo_template.hpp"

namespace triand::standin {

// What the imitated Official Account and app know; changed while running by POST /standin/zalo/settings.
struct ZaloSettings {
  std::string app_id;                       // empty: any
  std::string app_secret;                   // empty: any that is not empty
  bool require_proof = false;               // the header appsecret_proof, which needs app_secret
  std::int64_t daily_quota = 500000;        // below nought: none, and the answers say that number
  std::int64_t balance = -1;                // messages the account can pay for; -1: no end
  bool night_ban = false;                   // -133 from 22:00 to 06:00 in Vietnam
  std::vector<std::string> administrators;  // telephones (84…) that development mode reaches
  std::vector<ZaloTemplate>
      templates;  // empty: every number is an approved template without parameters to check

  std::int64_t access_token_seconds = 90000;
  std::string expires_in_as = "string";  // string, number, null or missing
  bool quoted_errors = false;            // the token service's `error` as a text
  bool omit_refresh_token = false;  // a refresh answers without a new refresh token; the old one stays good
  // A template's own messages a day (-147); -1: no end.
  std::int64_t template_quota = -1;
  std::int64_t clock_offset_seconds = 0;  // the service's day begins so much earlier than ours
  std::string quality = "HIGH";           // of the Official Account
  double retry_scale = 0.01;              // of the webhook's ladder 30 s, 5 min, 15 min, 30 min, 1 h
};

// Takes over the settings named in the object. What is wrong comes back as sentences, and then nothing changes.
[[nodiscard]] std::vector<std::string> change_settings(ZaloSettings& settings,
                                                       const boost::json::object& changes);

}  // namespace triand::standin
