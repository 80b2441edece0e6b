#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <iostream>

#include "daemon/ctl/program.hpp"
#include "daemon/ctl/terminal.hpp"

namespace {

volatile sig_atomic_t interrupted = 0;

// The second Ctrl-C ends the program the hard way.
void on_interrupt(int) { interrupted = 1; }

void listen_for_interrupt() {
  struct sigaction action {};
  action.sa_handler = on_interrupt;
  action.sa_flags = static_cast<int>(SA_RESETHAND);  // no SA_RESTART: waiting ends at once
  sigaction(SIGINT, &action, nullptr);
}

std::string own_folder() {
  std::error_code error;
  return std::filesystem::read_symlink("/proc/self/exe", error).parent_path().string();
}

}  // namespace

int main(int count, char** words) {
  listen_for_interrupt();
  triand::ctl::World world{std::cin, std::cout, std::cerr};
  world.in_terminal = isatty(STDIN_FILENO) == 1;
  world.out_terminal = isatty(STDOUT_FILENO) == 1;
  world.err_terminal = isatty(STDERR_FILENO) == 1;
  world.environment = [](const std::string& name) -> std::optional<std::string> {
    const char* value = std::getenv(name.c_str());
    return value == nullptr ? std::nullopt : std::optional<std::string>(value);
  };
  world.program_folder = own_folder();
  world.pause = [](std::chrono::milliseconds time) { poll(nullptr, 0, static_cast<int>(time.count())); };
  world.ask_secret = triand::ctl::read_secret;
  world.interrupted = [] { return interrupted != 0; };
  return triand::ctl::run({words + 1, words + count}, world);
}
