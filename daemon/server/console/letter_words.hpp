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

// What is known of a job's result that is a batch, or a triand.letter_reprint/v1, with the way to its page.
void put_printed(Html& html, const boost::json::object& result, Language language);

// Where the batches are, and where one's page is.
inline constexpr const char* kLettersAddress = "/console/letters";
[[nodiscard]] std::string batch_address(std::string_view batch);

}  // namespace triand::server
