#pragma once

#include <functional>
#include <future>
#include <optional>
#include <string>

namespace triand::app {

// Reckons the SHA-256 of a list's file on a thread of its own while the list is loaded: it costs no time then. A file
// that cannot be read as a whole has none; that is no fault of the list.
class FileContent {
 public:
  // `stopping` is asked by the other thread.
  FileContent(std::string path, std::function<bool()> stopping);

  // Waits for it. Empty: the service stops. Nullopt: it cannot be had.
  [[nodiscard]] std::optional<std::string> hash();

 private:
  std::future<std::string> hash_;
};

}  // namespace triand::app
