#pragma once

#include <string>
#include <string_view>

#include <boost/json/object.hpp>

#include "daemon/server/console/html.hpp"
#include "daemon/server/console/phrase.hpp"

namespace triand::server {

// How a batch of letters stands, by the API's word for it; one that is not known stays as it is.
[[nodiscard]] std::string_view batch_state_words(std::string_view state, Language language);

// What is known of a batch of triand.letters/v1, but its name and state.
void put_batch(Html& html, const boost::json::object& batch, Language language);

// What is known of an answer of triand.letters_ack/v1.
void put_acknowledged(Html& html, const boost::json::object& told, Language language);

// Where a batch's page is.
[[nodiscard]] std::string batch_address(std::string_view batch);

}  // namespace triand::server
