#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string_view>

namespace triand::intake {

// A file without a name, which goes with its owner, however that ends. Throws std::system_error.
class AnonymousFile {
 public:
  // In `folder`; empty: the system's folder for temporary files.
  explicit AnonymousFile(const std::filesystem::path& folder);
  AnonymousFile(const AnonymousFile&) = delete;
  AnonymousFile& operator=(const AnonymousFile&) = delete;
  ~AnonymousFile();

  void append(std::string_view bytes);
  // Fills the buffer from `offset`; less only at the end of the file.
  [[nodiscard]] std::size_t read_at(std::uint64_t offset, std::span<char> buffer) const;
  [[nodiscard]] int descriptor() const { return descriptor_; }

 private:
  int descriptor_;
};

}  // namespace triand::intake
