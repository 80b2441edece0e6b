#include "daemon/ctl/notices_view.hpp"

#include <ostream>

#include "daemon/ctl/document.hpp"

namespace triand::ctl {

void print_notices(Session& session, const boost::json::object& document) {
  for (const auto& notice : items_at(document, "notices"))
    session.out() << "Note: " << text_at(as_object(notice), "message") << '\n';
}

}  // namespace triand::ctl
