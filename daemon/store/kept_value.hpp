#pragma once

#include <string>

#include "daemon/store/write_session.hpp"

namespace triand::store {

// A small value that must outlive the service: empty when there is none. Reader::kept_value() reads it as well.
[[nodiscard]] std::string kept_value(WriteSession& session, const std::string& key);
void keep_value(WriteSession& session, const std::string& key, const std::string& value);

}  // namespace triand::store
