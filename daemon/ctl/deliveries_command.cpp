#include <memory>
#include <ostream>

#include "daemon/ctl/command.hpp"
#include "daemon/ctl/delivery_tail.hpp"
#include "daemon/ctl/delivery_view.hpp"
#include "daemon/ctl/document.hpp"
#include "daemon/ctl/failure.hpp"
#include "daemon/ctl/file_commands.hpp"
#include "daemon/ctl/text.hpp"

namespace triand::ctl {
namespace {

std::string first_line(std::string text) {
  text.erase(std::min(text.find('\n'), text.size()));
  const std::size_t end = text.find_last_not_of(" \t\r");
  text.erase(end == std::string::npos ? 0 : end + 1);
  return text;
}

int find(Session& session, std::string query, bool reveal) {
  if (query == "-") query = first_line(session.standard_input());
  if (query.empty()) {
    throw Failure(kUsage, "empty-query", "there is nothing to look for",
                  "give a customer code, a telephone, an email or a reference");
  }
  boost::json::object body;
  body["query"] = query;
  body["reveal"] = reveal;
  const auto document = session.client().post("/api/v1/deliveries/find", body);
  session.show(document, [&] {
    print_deliveries(session, items_at(document, "deliveries"));
    print_not_written_to(session, items_at(document, "not_written_to"));
  });
  return kDone;
}

int show(Session& session, const std::string& reference, bool reveal) {
  const auto document =
      session.client().get("/api/v1/deliveries/" + percent_encoded(reference) + (reveal ? "?reveal=1" : ""));
  session.show(document, [&] { print_delivery(session, document); });
  return kDone;
}

// An order about one delivery, and how it stands afterwards.
int order(Session& session, const std::string& reference, const std::string& what, boost::json::object body) {
  const auto document =
      session.client().post("/api/v1/deliveries/" + percent_encoded(reference) + "/" + what, body);
  session.show(document, [&] {
    session.out() << harmless(reference) << ": " << session.state(text_at(document, "state")) << '\n';
  });
  return kDone;
}

void add_find(CLI::App& group, Session& session) {
  CLI::App& command =
      add_command(group, "find", "Deliveries by customer code, telephone, email or reference",
                  "deliveries find PA05010001234\n  echo 0912345678 | trianctl deliveries find -");
  const auto query = std::make_shared<std::string>();
  const auto reveal = std::make_shared<bool>(false);
  command
      .add_option(
          "QUERY", *query,
          "what to look for; - reads it from standard input, which keeps a telephone out of the shell's "
          "history")
      ->required();
  command.add_flag("--reveal", *reveal, "whole addresses, if your role allows it; this is audited");
  command.callback([&session, query, reveal] {
    session.action = [&session, query, reveal] { return find(session, *query, *reveal); };
  });
}

void add_show(CLI::App& group, Session& session) {
  CLI::App& command =
      add_command(group, "show", "One delivery with every attempt, every receipt and the text that was sent",
                  "deliveries show 7K2M9QX4T8");
  const auto reference = std::make_shared<std::string>();
  const auto reveal = std::make_shared<bool>(false);
  command.add_option("REFERENCE", *reference, "the delivery's reference")->required();
  command.add_flag("--reveal", *reveal, "the whole address, if your role allows it; this is audited");
  command.callback([&session, reference, reveal] {
    session.action = [&session, reference, reveal] { return show(session, *reference, *reveal); };
  });
}

void add_tail(CLI::App& group, Session& session) {
  CLI::App& command = add_command(
      group, "tail", "The latest changes of deliveries. With --follow and --json one document a line",
      "deliveries tail --follow --channel sms --state failed");
  const auto options = std::make_shared<TailOptions>();
  command.add_flag("--follow", options->follow, "go on until Ctrl-C");
  command.add_option("--channel", options->channel, "only this channel");
  command.add_option("--state", options->state, "only this state")
      ->check(CLI::IsMember(
          {"queued", "sending", "accepted", "delivered", "failed", "in_doubt", "expired", "cancelled"}));
  command.callback([&session, options] {
    session.action = [&session, options] { return tail_deliveries(session, *options); };
  });
}

void add_resolve(CLI::App& group, Session& session) {
  CLI::App& command = add_command(group, "resolve",
                                  "Say what became of a delivery that is in doubt. As resend it is sent once "
                                  "more: the customer may get it twice",
                                  "deliveries resolve 7K2M9QX4T8 --as delivered");
  const auto reference = std::make_shared<std::string>();
  const auto as = std::make_shared<std::string>();
  command.add_option("REFERENCE", *reference, "the delivery's reference")->required();
  command.add_option("--as", *as, "what became of it")
      ->required()
      ->check(CLI::IsMember({"delivered", "failed", "resend"}));
  command.callback([&session, reference, as] {
    session.action = [&session, reference, as] {
      return order(session, *reference, "resolve", {{"as", *as}});
    };
  });
}

void add_resend(CLI::App& group, Session& session) {
  CLI::App& command = add_command(
      group, "resend",
      "Send a failed delivery once more, while its campaign's window is open. Refused where the\n"
      "customer does not want it, where another channel has taken over, and where it may have arrived",
      "deliveries resend 7K2M9QX4T8");
  const auto reference = std::make_shared<std::string>();
  command.add_option("REFERENCE", *reference, "the delivery's reference")->required();
  command.callback([&session, reference] {
    session.action = [&session, reference] { return order(session, *reference, "resend", {}); };
  });
}

}  // namespace

void add_deliveries(CLI::App& root, Session& session) {
  CLI::App& group = add_group(root, "deliveries", "Find deliveries, look at one, follow the log");
  add_find(group, session);
  add_show(group, session);
  add_tail(group, session);
  add_delivery_export(group, session);
  add_resend(group, session);
  add_resolve(group, session);
}

}  // namespace triand::ctl
