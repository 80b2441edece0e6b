#include <memory>
#include <ostream>
#include <vector>

#include "daemon/ctl/command.hpp"
#include "daemon/ctl/document.hpp"
#include "daemon/ctl/failure.hpp"
#include "daemon/ctl/password.hpp"
#include "daemon/ctl/text.hpp"
#include "daemon/ctl/user_view.hpp"

namespace triand::ctl {
namespace {

struct Options {
  std::string name;
  std::string role;
  std::vector<std::string> units;
  bool all_units = false;
  bool no_password = false;
  std::string purpose;  // of a token
  std::string until;
  std::string id;
};
using Given = std::shared_ptr<Options>;

int list(Session& session, const Options&) {
  const auto document = session.client().get("/api/v1/users");
  session.show(document, [&] { print_users(session, items_at(document, "users")); });
  return kDone;
}

int show(Session& session, const boost::json::object& document) {
  session.show(document, [&] { print_users(session, boost::json::array({document})); });
  return kDone;
}

int change(Session& session, const Options& given, const char* verb, const boost::json::object& body) {
  return show(session,
              session.client().post("/api/v1/users/" + percent_encoded(given.name) + "/" + verb, body));
}

void put_password(Session& session, const Options& given, boost::json::object& body) {
  if (given.no_password) {
    body["no_password"] = true;
  } else {
    body["password"] = new_password(session, given.name);
  }
}

int add(Session& session, const Options& given) {
  boost::json::object body;
  body["name"] = given.name;
  body["role"] = given.role;
  if (!given.units.empty()) body["units"] = boost::json::array(given.units.begin(), given.units.end());
  put_password(session, given, body);
  return show(session, session.client().post("/api/v1/users", body));
}

int passwd(Session& session, const Options& given) {
  boost::json::object body;
  put_password(session, given, body);
  return change(session, given, "passwd", body);
}

int role(Session& session, const Options& given) {
  boost::json::object body;
  body["role"] = given.role;
  if (given.all_units || !given.units.empty())
    body["units"] = boost::json::array(given.units.begin(), given.units.end());
  return change(session, given, "role", body);
}

int disable(Session& session, const Options& given) { return change(session, given, "disable", {}); }

int enable(Session& session, const Options& given) { return change(session, given, "enable", {}); }

std::string tokens_address(const Options& given) {
  return "/api/v1/users/" + percent_encoded(given.name) + "/tokens";
}

int show_tokens(Session& session, const boost::json::object& document) {
  session.show(document, [&] { print_tokens(session, items_at(document, "tokens")); });
  return kDone;
}

int tokens(Session& session, const Options& given) {
  return show_tokens(session, session.client().get(tokens_address(given)));
}

// The token alone on standard output, for a file or a pipe.
int token(Session& session, const Options& given) {
  boost::json::object body;
  body["name"] = given.purpose;
  if (!given.until.empty()) body["until"] = given.until;
  const auto document = session.client().post(tokens_address(given), body);
  session.show(document, [&] { session.out() << text_at(document, "token") << '\n'; });
  return kDone;
}

int revoke(Session& session, const Options& given) {
  return show_tokens(session, session.client().post(
                                  tokens_address(given) + "/" + percent_encoded(given.id) + "/revoke", {}));
}

using Body = int (*)(Session&, const Options&);

CLI::App& command(CLI::App& group, Session& session, const Given& given, const std::string& name,
                  const std::string& description, const std::string& example, Body body) {
  CLI::App& out = add_command(group, name, description, example);
  if (name != "list") out.add_option("NAME", given->name, "the account")->required();
  out.callback([&session, given, body] {
    session.action = [&session, given, body] { return body(session, *given); };
  });
  return out;
}

CLI::Option* add_units(CLI::App& app, const Given& given) {
  return app
      .add_option("--unit", given->units,
                  "the role holds for this unit alone, by its code prefix; may be repeated")
      ->allow_extra_args(false);
}

const CLI::IsMember kRoles({"viewer", "support", "operator", "approver", "admin"});

}  // namespace

void add_users(CLI::App& root, Session& session) {
  CLI::App& group = add_group(root, "users", "Accounts and their roles, for administrators");
  const auto given = std::make_shared<Options>();
  CLI::App& add_one = command(
      group, session, given, "add",
      "Give somebody an account. On this machine the account of a system user's name is his role here; a\n"
      "password is for elsewhere. It is asked for twice, or read from standard input where that is no "
      "terminal:\n"
      "at least 12 characters without the account's name",
      "users add lan --role operator --unit PA05 --no-password", add);
  add_one
      .add_option(
          "--role", given->role,
          "viewer (sees addresses masked), support, operator, approver or admin; each may do what those "
          "before it may")
      ->required()
      ->check(kRoles);
  add_units(add_one, given);
  add_one.add_flag("--no-password", given->no_password, "for a user of this system who needs none");
  CLI::App& new_password = command(group, session, given, "passwd",
                                   "Give an account a new password, asked for or read as by `users add`",
                                   "users passwd lan < new-password.txt", passwd);
  new_password.add_flag("--no-password", given->no_password, "take its password away");
  CLI::App& new_role =
      command(group, session, given, "role",
              "Give an account another role, from its next request on. Its units stay as they "
              "are unless others are given",
              "users role lan approver --all-units", role);
  new_role.add_option("ROLE", given->role, "viewer, support, operator, approver or admin")
      ->required()
      ->check(kRoles);
  CLI::Option* units = add_units(new_role, given);
  new_role.add_flag("--all-units", given->all_units, "the role holds for every unit")->excludes(units);
  command(group, session, given, "disable", "Let an account do nothing any more, from its next request on",
          "users disable lan", disable);
  command(group, session, given, "enable", "Let an account do again what it could", "users enable lan",
          enable);
  CLI::App& new_token =
      command(group, session, given, "token",
              "Make an API token for a program, which has the account's role and units over HTTP "
              "(Authorization: Bearer "
              "TOKEN).\n"
              "It is printed now and never again. Any change of the account takes its tokens away",
              "users token lan --for report-job > token", token);
  new_token.add_option("--for", given->purpose, "what it is for: a name of its own")->required();
  new_token.add_option("--until", given->until, "its last day: 2027-12-31; otherwise a year from now");
  command(group, session, given, "tokens", "The API tokens of an account", "users tokens lan", tokens);
  command(group, session, given, "revoke", "Let an API token open nothing any more, from the next request on",
          "users revoke lan 3", revoke)
      .add_option("ID", given->id, "as in `users tokens`")
      ->required();
  command(group, session, given, "list", "All accounts", "users list", list);
}

}  // namespace triand::ctl
