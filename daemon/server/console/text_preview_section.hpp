#pragma once

#include <string>

#include <boost/json/object.hpp>

#include "daemon/server/console/html.hpp"
#include "daemon/server/console/phrase.hpp"

namespace triand::server {

// Of triand.text_preview/v1: its faults with place and line, what the rules have to say, and what customers would get.
void put_text_preview(Html& html, const boost::json::object& preview, Language language);

// The same in one sentence, to be read out.
[[nodiscard]] std::string text_preview_words(const boost::json::object& preview, Language language);

}  // namespace triand::server
