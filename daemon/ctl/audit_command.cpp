#include <memory>
#include <utility>

#include "daemon/ctl/command.hpp"
#include "daemon/ctl/document.hpp"
#include "daemon/ctl/failure.hpp"
#include "daemon/ctl/text.hpp"
#include "daemon/ctl/user_view.hpp"

namespace triand::ctl {
namespace {

struct Options {
  std::string since;
  std::string who;
  std::string action;
  std::int64_t limit = 0;
  std::int64_t cursor = 0;
};

int list(Session& session, const Options& given) {
  std::string target = "/api/v1/audit?limit=" + std::to_string(given.limit);
  if (given.cursor > 0) target += "&cursor=" + std::to_string(given.cursor);
  for (const auto& [name, value] :
       {std::pair("since", given.since), std::pair("who", given.who), std::pair("action", given.action)})
    if (!value.empty()) target += std::string("&") + name + "=" + percent_encoded(value);
  const auto document = session.client().get(target);
  session.show(document, [&] { print_audit(session, items_at(document, "entries")); });
  if (const std::string cursor = text_at(document, "cursor"); !cursor.empty())
    session.note("there is more: the same with --cursor " + cursor);
  return kDone;
}

}  // namespace

void add_audit(CLI::App& root, Session& session) {
  CLI::App& group = add_group(root, "audit", "Who did what, and who looked, for administrators");
  CLI::App& command = add_command(group, "list", "What was done and looked at, newest first",
                                  "audit list --since 2026-12-18 --who lan --action campaign");
  const auto given = std::make_shared<Options>();
  command.add_option("--since", given->since,
                     "from this day or time on (2026-12-18, 2026-12-18T07:30:00+07:00)");
  command.add_option("--who", given->who, "only by this account or system user");
  command.add_option("--action", given->action, "only this (campaign.pause), or all of a kind (campaign)");
  command.add_option("--limit", given->limit, "as many at most (default 100)")
      ->default_val(100)
      ->check(CLI::Range(1, 1000));
  command.add_option("--cursor", given->cursor, "the next page: what the one before it ended with")
      ->check(CLI::PositiveNumber);
  command.callback(
      [&session, given] { session.action = [&session, given] { return list(session, *given); }; });
}

}  // namespace triand::ctl
