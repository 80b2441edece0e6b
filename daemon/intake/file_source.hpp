#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <variant>

#include "daemon/intake/byte_source.hpp"
#include "daemon/intake/list_problem.hpp"

namespace triand::intake {

// A list that lies in a file.
class FileSource : public ByteSource {
 public:
  // Opens a file for reading, or says why that is impossible: missing, a folder, no permission.
  [[nodiscard]] static std::variant<std::unique_ptr<FileSource>, ListProblem> open(
      const std::filesystem::path& path);

  FileSource(const FileSource&) = delete;
  FileSource& operator=(const FileSource&) = delete;
  ~FileSource() override;

  std::size_t read(std::span<char> buffer) override;
  [[nodiscard]] int descriptor() const override { return size_ > 0 ? descriptor_ : -1; }
  // In bytes, as it was when the file was opened; 0 when it is not known (a pipe).
  [[nodiscard]] std::uint64_t size() const { return size_; }

 private:
  FileSource(int descriptor, std::uint64_t size) : descriptor_(descriptor), size_(size) {}

  int descriptor_;
  std::uint64_t size_;
};

}  // namespace triand::intake
