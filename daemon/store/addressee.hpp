#pragma once

#include <cstdint>
#include <optional>

#include "daemon/domain/addressee.hpp"
#include "daemon/store/write_session.hpp"

namespace triand::store {

// Whom a delivery by email, SMS or Zalo went to; nullopt for one of another kind of channel, or one that is gone.
[[nodiscard]] std::optional<domain::Addressee> addressee_of(WriteSession& session, std::int64_t delivery);

}  // namespace triand::store
