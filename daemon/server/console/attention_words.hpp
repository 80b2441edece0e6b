#pragma once

#include <string>

#include <boost/json/object.hpp>

#include "daemon/server/console/phrase.hpp"

namespace triand::server {

// What needs a person, as the console says it.
struct AttentionWords {
  std::string what;  // a whole sentence
  std::string next;  // what to do about it; may be empty
};

// Of an item of `attention` in triand.status/v1. A kind that is not known is told as the API does.
[[nodiscard]] AttentionWords attention_words(const boost::json::object& item, Language language);

}  // namespace triand::server
