#pragma once

#include <map>
#include <string>
#include <string_view>

#include "config/secret.hpp"

namespace triand::channels {

// What a gateway description may ask for by ${name}.
enum class Placeholder {
  none,
  phone,
  text,
  text_base64,
  reference,
  sender,
  webhook_url,
  unicode,
  campaign,
  id,  // the gateway's own, of a message that is asked about
  credentials,
  token,
  session,
  refresh_token,
  now,
  expires,
};

// The values of one message. Views: they live as long as the rendering.
struct RequestValues {
  std::string_view phone;  // in the form that the description asks for
  std::string_view text;
  std::string_view reference;
  std::string_view sender;
  std::string_view webhook_url;    // empty when receipts cannot reach us
  std::string_view unicode = "0";  // what the description writes for a text of this coding
  std::string_view campaign;
  std::string_view id;
  const std::map<std::string, config::Secret>* credentials = nullptr;
  // Of the account's session; see auth_rules.hpp.
  std::string_view token;
  std::string_view session;
  std::string_view refresh_token;
  std::string_view now;
  std::string_view expires;
};

}  // namespace triand::channels
