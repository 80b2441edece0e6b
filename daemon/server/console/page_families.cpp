#include "daemon/server/console/page_families.hpp"

#include "daemon/server/console/audit_pages.hpp"
#include "daemon/server/console/campaign_pages.hpp"
#include "daemon/server/console/channel_pages.hpp"
#include "daemon/server/console/customer_actions.hpp"
#include "daemon/server/console/letter_pages.hpp"
#include "daemon/server/console/list_pages.hpp"
#include "daemon/server/console/overview_pages.hpp"
#include "daemon/server/console/suppression_pages.hpp"
#include "daemon/server/console/template_pages.hpp"
#include "daemon/server/console/token_pages.hpp"
#include "daemon/server/console/user_pages.hpp"

namespace triand::server {

void add_families(const PageDesk& desk) {
  add_overview_pages(desk);
  add_campaign_pages(desk);
  add_template_pages(desk);
  add_list_pages(desk);
  add_suppression_pages(desk);
  add_letter_pages(desk);
  add_channel_pages(desk);
  add_audit_pages(desk);
  add_user_pages(desk);
  add_customer_actions(desk);
  add_token_pages(desk);
}

}  // namespace triand::server
