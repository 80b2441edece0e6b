#pragma once

#include <sys/types.h>

#include <string>

namespace triand::server {

// A listening Unix socket, mode 0660: the one through which trianctl talks to the service, or a reverse proxy's. The
// socket file of a dead service is replaced; the file goes when this goes.
class ControlSocket {
 public:
  // `key`: where the path stands in the configuration. Throws std::runtime_error with the remedy: another triand answers
  // there, or the path is unusable.
  explicit ControlSocket(const std::string& path, const std::string& key = "control_socket");
  ControlSocket(const ControlSocket&) = delete;
  ControlSocket& operator=(const ControlSocket&) = delete;
  ~ControlSocket();

  // The listening descriptor, non-blocking; the caller owns it from now on. Once.
  [[nodiscard]] int release();
  // Removes the file, if it is still ours. Idempotent.
  void remove();

 private:
  std::string path_;
  int descriptor_ = -1;
  dev_t device_ = 0;  // of the socket file, to tell it from a successor's
  ino_t inode_ = 0;
};

}  // namespace triand::server
