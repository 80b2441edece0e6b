#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace triand::app {

// SHA-256 of what is fed to it. One thread at a time.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;

  void add(std::string_view bytes);
  // In lower-case hexadecimal. Once, last.
  [[nodiscard]] std::string finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

[[nodiscard]] std::string text_hash(std::string_view text);

// The SHA-256 of a file in hex, as `sha256sum` prints it; empty when `stopping` says so before the end. Throws
// std::system_error when the file cannot be read.
[[nodiscard]] std::string content_hash(const std::string& path, const std::function<bool()>& stopping);

}  // namespace triand::app
