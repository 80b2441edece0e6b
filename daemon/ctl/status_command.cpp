#include <ostream>

#include "daemon/ctl/campaign_view.hpp"
#include "daemon/ctl/channel_view.hpp"
#include "daemon/ctl/command.hpp"
#include "daemon/ctl/document.hpp"
#include "daemon/ctl/table.hpp"
#include "daemon/ctl/text.hpp"

namespace triand::ctl {
namespace {

void print_service(Session& session, const boost::json::object& service) {
  session.out() << "triand " << harmless(text_at(service, "version")) << ", running since "
                << calm_time(text_at(service, "started_at")) << '\n';
  Table table({{""}, {""}}, "  ");
  table.add({"database", text_at(service, "database")});
  table.add({"adopted", flag_at(service, "adopted") ? "yes" : "no: nothing is sent (triand --adopt)"});
  table.add({"recording", flag_at(service, "recording") ? "yes" : "no: nothing is sent (is the disk full?)"});
  table.print(session.out());
}

void print_attention(Session& session, const boost::json::array& attention) {
  if (attention.empty()) {
    session.out() << "\nNothing needs attention.\n";
    return;
  }
  session.out() << '\n' << session.colored("Needs attention", "31") << '\n';
  Table table({{""}, {""}, {""}}, "  ");
  for (const auto& item : attention) {
    const auto& entry = as_object(item);
    table.add({text_at(entry, "what"), calm_time(text_at(entry, "since")), text_at(entry, "remedy")});
  }
  table.print(session.out());
}

int status(Session& session) {
  const auto document = session.client().get("/api/v1/status");
  session.show(document, [&] {
    print_service(session, object_at(document, "service"));
    session.out() << '\n';
    print_channels(session, items_at(document, "channels"));
    session.out() << '\n';
    print_campaigns(session, items_at(document, "campaigns"));
    print_attention(session, items_at(document, "attention"));
  });
  return 0;
}

}  // namespace

void add_status(CLI::App& root, Session& session) {
  CLI::App& command =
      add_command(root, "status", "One screen: service, channels, campaigns, what needs attention",
                  "status --json | jq .attention");
  command.callback([&session] { session.action = [&session] { return status(session); }; });
}

}  // namespace triand::ctl
