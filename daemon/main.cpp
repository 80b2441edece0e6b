#include <csignal>
#include <cstdio>
#include <exception>
#include <optional>
#include <string>

#include <CLI/CLI.hpp>

#include "daemon/app/engine.hpp"
#include "daemon/app/private_memory.hpp"
#include "daemon/app/settings.hpp"
#include "daemon/app/signal_guard.hpp"
#include "daemon/app/start_beat.hpp"
#include "daemon/store/database.hpp"
#include "daemon/store/store_error.hpp"

namespace {

// A wrong configuration, a damaged database: a new try will not help.
constexpr int kBadConfiguration = 2;
constexpr int kFailed = 1;

void print(const triand::config::Problems& problems) {
  for (const auto& problem : problems) std::fprintf(stderr, "%s\n", problem.to_string().c_str());
}

// Everything that a start would read, database included. Throws store::StoreError for what may be over at the next try.
std::optional<triand::app::Settings> load(const std::string& file, triand::config::Problems& problems,
                                          triand::store::Check how, const triand::store::Turn& turn = {}) {
  auto settings = triand::app::load_settings(file, problems);
  if (!settings) return std::nullopt;
  if (const std::string wrong = triand::store::check_database(settings->database, how, turn); !wrong.empty())
    problems.push_back({file, 0, "database", wrong});
  return problems.empty() ? std::move(settings) : std::nullopt;
}

bool is_good(const std::string& file, triand::config::Problems& problems, triand::store::Check how) {
  try {
    return load(file, problems, how).has_value();
  } catch (const triand::store::StoreError& error) {
    problems.push_back({file, 0, "database", error.what()});
    return false;
  }
}

int serve(const std::string& file, bool adopt) {
  const triand::app::EventLog log;
  triand::app::SignalGuard signals;
  triand::app::StartBeat beat;
  while (!signals.stop_wanted()) {
    triand::config::Problems problems;
    auto settings = load(file, problems, triand::store::Check::contents, [&beat] { beat.turn(); });
    if (!settings) {
      print(problems);
      return kBadConfiguration;
    }
    const auto reload = [&file, &log] {
      triand::config::Problems faults;
      // The running service has no time to look at every page, and did when it started.
      if (is_good(file, faults, triand::store::Check::header)) {
        log.info("reload", "the new configuration is good; beginning again with it");
        return true;
      }
      for (const auto& fault : faults) log.error("reload_refused", fault.to_string());
      log.error("reload_refused", "the new configuration is wrong; the old one stays in use");
      return false;
    };
    triand::app::Engine engine(std::move(*settings), log, adopt, reload);
    switch (engine.run()) {
      case triand::app::Ending::stopped:
        return 0;
      case triand::app::Ending::damaged:
        return kBadConfiguration;
      case triand::app::Ending::reload:
        adopt = false;
    }
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  CLI::App app{"triand sends an electricity company's yearly thank-you and answers for every delivery"};
  std::string file = "/etc/triand/triand.yaml";
  bool check = false;
  bool adopt = false;
  app.add_option("--config", file, "configuration file")->capture_default_str();
  app.add_flag("--check", check,
               "read everything a start would read, print every fault as FILE:LINE: KEY: …, and exit 0 or 2");
  app.add_flag("--adopt", adopt,
               "this database was copied or restored on purpose: send from here from now on");
  app.set_version_flag("--version", "triand " TRIAND_VERSION);
  app.footer(
      "Example: triand --config /etc/triand/triand.yaml --check\nSIGTERM drains and stops; SIGHUP reads the "
      "configuration anew.");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : kBadConfiguration;
  }
  try {
    triand::app::keep_memory_private();
    if (!check) return serve(file, adopt);
    triand::config::Problems problems;
    if (is_good(file, problems, triand::store::Check::contents)) {
      std::printf("%s is good\n", file.c_str());
      return 0;
    }
    print(problems);
    return kBadConfiguration;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "triand: %s\n", error.what());
    return kFailed;
  }
}
