#include "daemon/ctl/terminal.hpp"

#include <termios.h>
#include <unistd.h>

#include <iostream>

namespace triand::ctl {
namespace {

// While it lives, what is typed is not shown, and the program cannot be put aside with the terminal left so.
class Unseen {
 public:
  Unseen() {
    if (tcgetattr(STDIN_FILENO, &before_) != 0) return;
    termios now = before_;
    now.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    now.c_lflag |= ECHONL;
    now.c_cc[VSUSP] = _POSIX_VDISABLE;
    changed_ = tcsetattr(STDIN_FILENO, TCSAFLUSH, &now) == 0;
  }
  Unseen(const Unseen&) = delete;
  Unseen& operator=(const Unseen&) = delete;
  ~Unseen() {
    if (changed_) tcsetattr(STDIN_FILENO, TCSANOW, &before_);
  }

  [[nodiscard]] bool works() const { return changed_; }

 private:
  termios before_{};
  bool changed_ = false;
};

}  // namespace

std::string read_secret(const std::string& prompt) {
  const Unseen unseen;
  if (!unseen.works()) return {};
  std::cerr << prompt << std::flush;
  std::string line;
  char letter = 0;
  while (::read(STDIN_FILENO, &letter, 1) == 1) {
    if (letter == '\n') return line;
    line += letter;
  }
  std::cerr << std::endl;
  return {};
}

}  // namespace triand::ctl
