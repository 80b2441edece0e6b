#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace triand::ctl {

// A connection to the service's control socket, used by one thread that waits. Trouble is a Failure: unreachable,
// not allowed, or interrupted.
class Stream {
 public:
  // `interrupted` is asked while waiting.
  Stream(const std::string& path, std::function<bool()> interrupted);
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;
  ~Stream();

  // False when the service answers already or takes no more: then it is time to read.
  [[nodiscard]] bool write(std::string_view bytes);
  // 0 at the end.
  [[nodiscard]] std::size_t read(char* room, std::size_t size);

 private:
  short wait_for(short events);

  int descriptor_ = -1;
  std::function<bool()> interrupted_;
};

}  // namespace triand::ctl
