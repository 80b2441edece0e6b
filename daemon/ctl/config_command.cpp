#include <memory>

#include "daemon/ctl/command.hpp"
#include "daemon/ctl/config_check.hpp"

namespace triand::ctl {

void add_config(CLI::App& root, Session& session) {
  CLI::App& group = add_group(root, "config", "The service's config");
  CLI::App& check =
      add_command(group, "check",
                  "Read everything that a start would read and list its faults as FILE:LINE: KEY: "
                  "message; ends with 2 if there are any",
                  "config check /etc/triand/triand.yaml");
  const auto file = std::make_shared<std::string>();
  check.add_option("FILE", *file, "the config (YAML)")->required();
  check.callback(
      [&session, file] { session.action = [&session, file] { return check_config(session, *file); }; });
}

}  // namespace triand::ctl
