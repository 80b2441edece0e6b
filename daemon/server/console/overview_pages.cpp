#include "daemon/server/console/overview_pages.hpp"

#include "daemon/server/console/overview_page.hpp"

namespace triand::server {

void add_overview_pages(const PageDesk& desk) {
  const auto overview_of = [&api = desk.api, &world = desk.world](const Visit& visit) {
    return overview_for(api, visit.caller, world.zone, world.now());
  };
  desk.add("GET", kOverviewAddress, [overview_of](Request&, Visit& visit) {
    visit.frame.here = kOverviewAddress;
    return overview_page(visit.frame, overview_of(visit));
  });
  desk.add_part(kOverviewPartAddress, [overview_of](Request& request, Visit& visit) {
    visit.frame.here = kOverviewAddress;
    return overview_part(request, visit.frame, overview_of(visit));
  });
}

}  // namespace triand::server
