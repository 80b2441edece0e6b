#include <memory>
#include <ostream>

#include <boost/json/parse.hpp>

#include "daemon/ctl/channel_view.hpp"
#include "daemon/ctl/command.hpp"
#include "daemon/ctl/document.hpp"
#include "daemon/ctl/failure.hpp"
#include "daemon/ctl/fields_view.hpp"
#include "daemon/ctl/text.hpp"

namespace triand::ctl {
namespace {

struct Options {
  std::string name;
  std::string reason;
  std::string to;
};
using Given = std::shared_ptr<Options>;

int list(Session& session, const Options&) {
  const auto document = session.client().get("/api/v1/channels");
  session.show(document, [&] { print_channels(session, items_at(document, "channels")); });
  return kDone;
}

int show(Session& session, const Options& given) {
  const auto all = session.client().get("/api/v1/channels");
  for (const auto& item : items_at(all, "channels")) {
    const auto& channel = as_object(item);
    if (text_at(channel, "channel") != given.name) continue;
    boost::json::object document;
    document["schema"] = "triand.channel/v1";
    for (const auto& field : channel) document[field.key()] = field.value();
    session.show(document, [&] { print_fields(session.out(), document); });
    return kDone;
  }
  throw Failure(kNotFound, "no-such-channel", "there is no channel " + given.name,
                "the channels are: trianctl channels list");
}

int act(Session& session, const Options& given, const std::string& verb, const boost::json::object& body) {
  const auto document =
      session.client().post("/api/v1/channels/" + percent_encoded(given.name) + "/" + verb, body);
  session.show(document, [&] { print_fields(session.out(), document); });
  return kDone;
}

boost::json::object reason_of(const Options& given) {
  boost::json::object body;
  if (!given.reason.empty()) body["reason"] = given.reason;
  return body;
}

int authorize(Session& session, const Options& given) {
  boost::system::error_code error;
  const boost::json::value tokens = boost::json::parse(session.standard_input(), error);
  // What was given is secret and is not repeated.
  if (error || !tokens.is_object()) {
    throw Failure(kUsage, "no-tokens", "standard input holds no JSON object",
                  "give {\"access_token\":\"…\",\"refresh_token\":\"…\"} on standard input");
  }
  return act(session, given, "authorize", tokens.get_object());
}

int test(Session& session, const Options& given) {
  boost::json::object body;
  body["to"] = given.to;
  return act(session, given, "test", body);
}

using Body = int (*)(Session&, const Options&);

CLI::App& add(CLI::App& group, Session& session, const Given& given, const std::string& name,
              const std::string& description, const std::string& example, Body body) {
  CLI::App& command = add_command(group, name, description, example);
  if (name != "list")
    command.add_option("NAME", given->name, "the channel, by its name in the config")->required();
  command.callback([&session, given, body] {
    session.action = [&session, given, body] { return body(session, *given); };
  });
  return command;
}

}  // namespace

void add_channels(CLI::App& root, Session& session) {
  CLI::App& group = add_group(root, "channels", "Look at, pause, test and authorize channels");
  const auto given = std::make_shared<Options>();
  add(group, session, given, "list", "All channels", "channels list", list);
  add(group, session, given, "show", "One channel", "channels show sms", show);
  add(group, session, given, "pause", "Send nothing more by a channel, durably",
      "channels pause sms --reason \"the sender name is wrong\"",
      [](Session& on, const Options& options) { return act(on, options, "pause", reason_of(options)); })
      .add_option("--reason", given->reason, "why; it is kept with who and when");
  add(group, session, given, "resume", "Send by a channel again", "channels resume sms",
      [](Session& on, const Options& options) { return act(on, options, "resume", reason_of(options)); })
      .add_option("--reason", given->reason, "why; it is kept with who and when");
  add(group, session, given, "test", "Send one real message to yourself", "channels test sms --to 0912345678",
      test)
      .add_option("--to", given->to, "your telephone, email or customer code")
      ->required();
  add(group, session, given, "authorize",
      "Give a running channel its tokens, read from standard input: "
      "{\"access_token\":\"…\",\"refresh_token\":\"…\"}",
      "channels authorize zalo < tokens.json", authorize);
}

}  // namespace triand::ctl
