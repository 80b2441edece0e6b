#include "daemon/server/console/page_families.hpp"

namespace triand::server {

void add_families(const PageDesk& desk) { (void)desk; }

}  // namespace triand::server
