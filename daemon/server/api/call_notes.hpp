#pragma once

#include <boost/json/array.hpp>

#include "daemon/server/api_world.hpp"
#include "daemon/server/request.hpp"

namespace triand::server {

// The newest notes of calls with a customer, newest first: {"id","at","who","note"}; the note only if `whole`.
[[nodiscard]] boost::json::array call_notes(const ApiWorld& world, store::Reader& reader,
                                            const std::string& customer_code, bool whole);

// {"note": words, "after": the newest note that the caller saw}: keeps it in the audit and answers with
// triand.call_note/v1.
[[nodiscard]] Answer add_call_note(const ApiWorld& world, const Request& request);

}  // namespace triand::server
