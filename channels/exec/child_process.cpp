#include "channels/exec/child_process.hpp"

#include <fcntl.h>
#include <linux/close_range.h>
#include <poll.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>

// glibc 2.36 does not say itself that these are C.
extern "C" {
#include <sys/pidfd.h>
}

#include <cerrno>
#include <cstring>
#include <system_error>
#include <vector>

namespace triand::channels::exec {
namespace {

constexpr int kCannotRun = 127;

[[noreturn]] void fail(const char* what) { throw std::system_error(errno, std::generic_category(), what); }

struct Pipe {
  Descriptor reading;
  Descriptor writing;
};

Pipe make_pipe() {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) fail("pipe");
  return {Descriptor(ends[0]), Descriptor(ends[1])};
}

// Readable when the process has ended. glibc 2.36 declares pidfd_open() for C alone.
int open_life(pid_t process) { return static_cast<int>(::syscall(SYS_pidfd_open, process, 0)); }

void never_block(const Descriptor& end) {
  if (::fcntl(end.get(), F_SETFL, O_NONBLOCK) != 0) fail("fcntl");
}

std::vector<char*> pointers(std::vector<const char*> texts) {
  std::vector<char*> out;
  out.reserve(texts.size() + 1);
  for (const char* text : texts) out.push_back(const_cast<char*>(text));
  out.push_back(nullptr);
  return out;
}

// Everything the child needs, made before the fork: after it nothing may be allocated.
struct Plan {
  std::vector<char*> words;
  std::vector<char*> environment;
  const char* folder;
  int input;
  int output;
  int errors;
  pid_t parent;
};

void complain(const char* what, int error) {
  const char* text = ::strerrordesc_np(error);
  for (const char* piece : {"cannot run ", what, ": ", text != nullptr ? text : "?", "\n"})
    if (::write(STDERR_FILENO, piece, std::strlen(piece)) < 0) return;
}

// The child's side. Only what may be called between fork and exec in a process that had threads.
[[noreturn]] void become(const Plan& plan) {
  ::setpgid(0, 0);
  // Our end may come between the fork and this: then nobody would tell it.
  if (::prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || ::getppid() != plan.parent) ::_exit(kCannotRun);
  // Above the three that are replaced, so that none is closed by replacing another.
  const int input = ::fcntl(plan.input, F_DUPFD, 3);
  const int output = ::fcntl(plan.output, F_DUPFD, 3);
  const int errors = ::fcntl(plan.errors, F_DUPFD, 3);
  if (input < 0 || output < 0 || errors < 0 || ::dup2(input, STDIN_FILENO) < 0 ||
      ::dup2(output, STDOUT_FILENO) < 0 || ::dup2(errors, STDERR_FILENO) < 0 || ::close_range(3, ~0U, 0) != 0)
    ::_exit(kCannotRun);
  struct sigaction usual {};
  usual.sa_handler = SIG_DFL;
  for (int number = 1; number < NSIG; ++number) ::sigaction(number, &usual, nullptr);
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  if (::chdir(plan.folder) != 0) complain(plan.folder, errno);
  ::execve(plan.words.front(), plan.words.data(), plan.environment.data());
  complain(plan.words.front(), errno);
  ::_exit(kCannotRun);
}

std::string words_of_status(int status) {
  if (WIFEXITED(status)) return "ended with " + std::to_string(WEXITSTATUS(status));
  const char* name = ::sigabbrev_np(WTERMSIG(status));
  return "was killed by SIG" + std::string(name != nullptr ? name : std::to_string(WTERMSIG(status)));
}

}  // namespace

ChildProcess::ChildProcess(const ExecSettings& settings) {
  Pipe in = make_pipe();
  Pipe out = make_pipe();
  Pipe err = make_pipe();
  for (const Descriptor* end : {&in.writing, &out.reading, &err.reading}) never_block(*end);
  std::vector<const char*> words;
  for (const std::string& word : settings.command) words.push_back(word.c_str());
  std::vector<const char*> environment;
  for (const config::Secret& variable : settings.environment)
    environment.push_back(variable.reveal().c_str());
  const Plan plan{.words = pointers(std::move(words)),
                  .environment = pointers(std::move(environment)),
                  .folder = settings.folder.c_str(),
                  .input = in.reading.get(),
                  .output = out.writing.get(),
                  .errors = err.writing.get(),
                  .parent = ::getpid()};
  id_ = ::fork();
  if (id_ < 0) fail("fork");
  if (id_ == 0) become(plan);
  // Whichever of us comes first: a signal to the group finds one.
  ::setpgid(id_, id_);
  life = Descriptor(open_life(id_));
  if (life.get() < 0) {
    const int error = errno;
    signal(SIGKILL);
    ::waitpid(id_, nullptr, 0);
    throw std::system_error(error, std::generic_category(), "pidfd_open");
  }
  input = std::move(in.writing);
  output = std::move(out.reading);
  errors = std::move(err.reading);
}

ChildProcess::~ChildProcess() {
  if (id_ < 0) return;
  signal(SIGKILL);
  ::waitpid(id_, nullptr, 0);
}

std::size_t ChildProcess::unread(int input) {
  pollfd look{.fd = input, .events = 0, .revents = 0};
  // POLLERR: the last reader is gone.
  if (input < 0 || ::poll(&look, 1, 0) != 1 || (look.revents & POLLERR) == 0) return 0;
  int bytes = 0;
  return ::ioctl(input, FIONREAD, &bytes) == 0 ? static_cast<std::size_t>(bytes) : 0;
}

void ChildProcess::signal(int number) const {
  if (id_ > 0 && ::kill(-id_, number) != 0) ::kill(id_, number);
}

std::optional<std::string> ChildProcess::ended() {
  siginfo_t info{};
  if (id_ < 0 || ::waitid(P_PID, static_cast<id_t>(id_), &info, WEXITED | WNOHANG | WNOWAIT) != 0 ||
      info.si_pid == 0)
    return std::nullopt;
  // Its number is still taken, so that the group is still its own: what it has started ends with it.
  ::kill(-id_, SIGKILL);
  int status = 0;
  ::waitpid(id_, &status, 0);
  id_ = -1;
  return words_of_status(status);
}

std::optional<std::string> ChildProcess::wait(std::chrono::milliseconds patience) {
  if (id_ < 0) return std::nullopt;
  const Descriptor life_of_its_own(open_life(id_));
  pollfd look{.fd = life_of_its_own.get(), .events = POLLIN, .revents = 0};
  if (look.fd >= 0) ::poll(&look, 1, static_cast<int>(patience.count()));
  return ended();
}

}  // namespace triand::channels::exec
