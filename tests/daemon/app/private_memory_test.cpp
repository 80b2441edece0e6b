#include "daemon/app/private_memory.hpp"

#include <catch2/catch.hpp>

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

using namespace triand;

namespace {

// How a child ends that runs `before` and aborts; -1 where there is none. No core may come from a limit of our own.
int end_of_child(void (*before)()) {
  const pid_t child = ::fork();
  if (child == 0) {
    std::signal(SIGABRT, SIG_DFL);
    before();
    rlimit limit{};
    if (::getrlimit(RLIMIT_CORE, &limit) != 0) ::_exit(1);
    if (::prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) != 0 || limit.rlim_cur != 0 || limit.rlim_max != 0) ::_exit(2);
    ::kill(::getpid(), SIGABRT);
    ::_exit(3);
  }
  int status = -1;
  if (child > 0) ::waitpid(child, &status, 0);
  return status;
}

}  // namespace

TEST_CASE("a process that keeps its memory private is not dumpable and leaves no core") {
  // The control: without it a process is dumpable.
  const int open = end_of_child([] { ::prctl(PR_SET_DUMPABLE, 1, 0, 0, 0); });
  REQUIRE(WIFEXITED(open));
  CHECK(WEXITSTATUS(open) == 2);
  const int closed = end_of_child([] { app::keep_memory_private(); });
  REQUIRE(WIFSIGNALED(closed));
  CHECK(WTERMSIG(closed) == SIGABRT);
  CHECK_FALSE(WCOREDUMP(closed));
}
