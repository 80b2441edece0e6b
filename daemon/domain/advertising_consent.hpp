#pragma once

#include "daemon/domain/customer.hpp"

namespace triand::domain {

// The column of a list that says who agreed to advertising (Decree 91/2020, article 13: silence is no consent). Headers
// "consent", "Đồng ý quảng cáo" and "dong_y_quang_cao" are the same or fold to one of these two.
inline constexpr const char* kConsentColumns[] = {"consent", "dong_y_quang_cao"};

// Whether the customer's list says so: x, 1, yes, true, có, đồng ý, in any letter case. Anything else, and no such
// column, is no.
[[nodiscard]] bool consents_to_advertising(const Customer& customer);

}  // namespace triand::domain
