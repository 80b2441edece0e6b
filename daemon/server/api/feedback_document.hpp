#pragma once

#include <vector>

#include <boost/json/array.hpp>

#include "daemon/server/api_world.hpp"
#include "daemon/store/reader.hpp"

namespace triand::server {

// What customers said about messages: `at`, `reference`, `kind` (rating, answer), `rate`, `note`, `answers`. Their words
// are hidden unless `whole`.
[[nodiscard]] boost::json::array feedback_document(const ApiWorld& world,
                                                   const std::vector<store::FeedbackView>& feedback,
                                                   bool whole);

}  // namespace triand::server
