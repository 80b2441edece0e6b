#pragma once

#include <string_view>

namespace triand::store {

// What references that come back from outside are signed with (channels/signed_reference.hpp). As old as the database
// and copied with it, so that mail sent before a restore is still known after it.
inline constexpr std::string_view kSigningKey = R"sql(
INSERT INTO meta (key, value) VALUES ('signing_key', lower(hex(randomblob(32))));
)sql";

}  // namespace triand::store
