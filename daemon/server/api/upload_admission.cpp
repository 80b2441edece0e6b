#include "daemon/server/api/upload_admission.hpp"

#include <algorithm>
#include <utility>

#include "daemon/server/api/refusal.hpp"

namespace triand::server {

Admits upload_admission(const ApiWorld& world, std::uint64_t most) {
  return [&world, most](const Request& request) -> Admission {
    if (!world.uploads->has_room(std::min(request.content_length(), most)))
      return {Response::error(uploads_full()), nullptr};
    if (request.caller.above_accounts) return {};
    std::shared_ptr<void> place = world.uploads->take(request.caller.name);
    if (place == nullptr) return {Response::error(too_many_uploads(), 429), nullptr};
    return {std::nullopt, std::move(place)};
  };
}

}  // namespace triand::server
