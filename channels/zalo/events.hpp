#pragma once

#include <boost/json/object.hpp>

#include "channels/channel.hpp"

namespace triand::channels {

// What an authentic event says: that a message arrived, what a customer said about one, what becomes of a template or
// the quota. Events of other kinds say nothing to us. `of_templates`: it came from the service of template messages and
// not from the Official Account's chat, which has an event of the same name.
void read_event(const boost::json::object& event, bool of_templates, WebhookResult& result);

}  // namespace triand::channels
