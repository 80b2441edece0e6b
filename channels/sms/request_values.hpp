#pragma once

#include <map>
#include <string>
#include <string_view>

#include "config/secret.hpp"

namespace triand::channels {

// What a gateway description may ask for by ${name}.
enum class Placeholder { none, phone, text, reference, sender, webhook_url, unicode, campaign, credentials };

// The values of one message. Views: they live as long as the rendering.
struct RequestValues {
  std::string_view phone;  // in the form that the description asks for
  std::string_view text;
  std::string_view reference;
  std::string_view sender;
  std::string_view webhook_url;  // empty when receipts cannot reach us
  bool unicode = false;          // the text needs UCS-2; "1" or "0"
  std::string_view campaign;
  const std::map<std::string, config::Secret>* credentials = nullptr;
};

}  // namespace triand::channels
