#pragma once

#include <string_view>

namespace triand::store {

// What was written down about one customer is found without reading the whole audit.
inline constexpr std::string_view kAuditSubject = R"sql(
CREATE INDEX audit_subject ON audit (subject, action);
)sql";

}  // namespace triand::store
