#pragma once

#include <functional>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "daemon/server/console/html.hpp"
#include "daemon/server/console/phrase.hpp"

namespace triand::server {

// One delivery of a triand.delivery/v1 document with `kind`, its channel's: what became of it, everything that happened
// in order, and the text as it was sent. `texts`: whoever looks may see them. `actions` puts what may be done about it.
void put_delivery(Html& html, const boost::json::object& delivery, bool texts, Language language,
                  const std::function<void()>& actions);

// What is left of deliveries that were removed, as in triand.deliveries/v1.
void put_archived(Html& html, const boost::json::array& archived, Language language);

}  // namespace triand::server
