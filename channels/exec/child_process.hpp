#pragma once

#include <sys/types.h>

#include <chrono>
#include <optional>
#include <string>

#include "channels/exec/descriptor.hpp"
#include "channels/exec/exec_settings.hpp"

namespace triand::channels::exec {

// A program that runs, with our ends of its standard streams. It has a process group of its own, no other descriptor of
// ours, the environment of the settings, every signal at its default, and is killed by the kernel when the thread that
// started it ends, however that comes about: it must be started on a thread that lives as long as the service.
class ChildProcess {
 public:
  // Throws std::system_error when there is no room for another process or descriptor. A program that cannot be run says
  // so on its standard error and ends with 127.
  explicit ChildProcess(const ExecSettings& settings);
  // Kills what is left of it and waits for its end.
  ~ChildProcess();
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  // To be taken over once each. None of them blocks; `life` is readable when the program has ended.
  Descriptor input;   // we write
  Descriptor output;  // we read
  Descriptor errors;  // we read
  Descriptor life;

  // How many of the bytes that were written to `input` nobody has read or ever will: 0 while somebody may yet.
  [[nodiscard]] static std::size_t unread(int input);
  // To the program and everything that it has started.
  void signal(int number) const;
  // How it has ended, in words, with the last of its group ended too; nullopt: it has not.
  [[nodiscard]] std::optional<std::string> ended();
  // The same after at most `patience`. Blocks.
  std::optional<std::string> wait(std::chrono::milliseconds patience);
  [[nodiscard]] pid_t id() const { return id_; }

 private:
  pid_t id_ = -1;  // -1: it has ended and is forgotten
};

}  // namespace triand::channels::exec
