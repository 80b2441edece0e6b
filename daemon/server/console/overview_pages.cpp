#include "daemon/server/console/overview_pages.hpp"

#include <memory>

#include "daemon/server/console/overview_cache.hpp"
#include "daemon/server/console/overview_page.hpp"

namespace triand::server {

void add_overview_pages(const PageDesk& desk) {
  const auto cache = std::make_shared<OverviewCache>();
  const auto overview_of = [cache, &api = desk.api, &world = desk.world,
                            steady = desk.steady](const Visit& visit) {
    return cache->of(overview_scope(visit.caller), steady(),
                     [&] { return overview_for(api, visit.caller, world.zone, world.now()); });
  };
  desk.add("GET", kOverviewAddress, [overview_of](Request&, Visit& visit) {
    visit.frame.here = kOverviewAddress;
    return overview_page(visit.frame, *overview_of(visit));
  });
  desk.add_part(kOverviewPartAddress, [overview_of](Request& request, Visit& visit) {
    visit.frame.here = kOverviewAddress;
    return overview_part(request, visit.frame, *overview_of(visit));
  });
}

}  // namespace triand::server
