#include "daemon/ctl/channel_view.hpp"

#include <ostream>

#include "daemon/ctl/document.hpp"
#include "daemon/ctl/table.hpp"
#include "daemon/ctl/text.hpp"

namespace triand::ctl {

void print_channels(Session& session, const boost::json::array& channels) {
  if (channels.empty()) {
    session.out() << "No channels.\n";
    return;
  }
  using Side = Table::Side;
  Table table({{"CHANNEL"},
               {"KIND"},
               {"STATE"},
               {"RATE"},
               {"QUEUED", Side::right},
               {"SENDING", Side::right},
               {"REASON"}});
  for (const auto& item : channels) {
    const auto& channel = as_object(item);
    table.add({text_at(channel, "channel"), text_at(channel, "kind"), words_of(text_at(channel, "state")),
               text_at(channel, "rate"), thousands(number_at(channel, "queued")),
               thousands(number_at(channel, "sending")), words_of(text_at(channel, "reason"))});
  }
  table.print(session.out());
}

}  // namespace triand::ctl
