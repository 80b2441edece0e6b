#pragma once

#include <optional>
#include <string>
#include <variant>

#include "daemon/server/api_error.hpp"
#include "daemon/server/api_world.hpp"

namespace triand::server {

// The words of a suppression as an operator gives them; empty: not given.
struct SuppressionWords {
  std::string scope;
  std::string about;  // "class"
  std::string reason;
  std::string until;
};

// Reads them; what is not given is everything, for good, opted_out. What cannot be understood, or is over already, is a
// usage error (2) that says what would be right.
[[nodiscard]] std::variant<domain::SuppressionTerms, ApiError> read_terms(const ApiWorld& world,
                                                                          const SuppressionWords& words);

// A customer code, telephone or email; else a usage error.
[[nodiscard]] std::variant<domain::SuppressionSubject, ApiError> read_subject(const std::string& text);

// The first moment after a day, where the service is.
[[nodiscard]] domain::SuppressionTime end_of(const ApiWorld& world, std::chrono::year_month_day day);

}  // namespace triand::server
