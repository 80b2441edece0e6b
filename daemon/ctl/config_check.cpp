#include "daemon/ctl/config_check.hpp"

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <ostream>

#include "daemon/ctl/failure.hpp"
#include "daemon/ctl/input_file.hpp"

namespace triand::ctl {
namespace {

Failure not_run(const std::string& why) {
  return {kFailed, "cannot-run", "cannot run triand: " + why, "install it beside trianctl or in the PATH"};
}

int run(const std::string& program, const std::string& file) {
  std::array<std::string, 4> words{program, "--config", file, "--check"};
  std::array<char*, 5> arguments{words[0].data(), words[1].data(), words[2].data(), words[3].data(), nullptr};
  pid_t child = 0;
  const int error = ::posix_spawnp(&child, program.c_str(), nullptr, nullptr, arguments.data(), environ);
  if (error != 0) throw not_run(std::strerror(error));
  int status = 0;
  while (::waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) throw not_run(std::strerror(errno));
  }
  if (WIFEXITED(status)) return WEXITSTATUS(status);
  if (WIFSIGNALED(status) && WTERMSIG(status) == SIGINT) throw interruption("");
  throw not_run("it was killed");
}

}  // namespace

int check_config(Session& session, const std::string& file) {
  require_file(file);
  session.out().flush();
  const std::string beside = session.world().program_folder + "/triand";
  const bool there = !session.world().program_folder.empty() && ::access(beside.c_str(), X_OK) == 0;
  const int exit = run(there ? beside : "triand", file);
  if (exit != kDone && session.globals.json) {
    throw Failure(exit, exit == kUsage ? "invalid-file" : "failed", file + " has faults",
                  "correct it and check again");
  }
  return exit;
}

}  // namespace triand::ctl
