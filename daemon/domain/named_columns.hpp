#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "daemon/domain/customer.hpp"

namespace triand::domain {

// A customer's columns under the names that templates know, those that a list had besides them last. What is not known
// is an empty text; the telephone is in E.164.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> named_columns(const Customer& customer,
                                                                             std::string_view unit_name);

}  // namespace triand::domain
