#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "channels/letter/sha256.hpp"

namespace triand::channels::letter {

// A file of a batch being written: new, mode 0640 (it holds personal data), hashed on the way. What is written goes to the
// system in large pieces: a page comes in dozens of small ones.
class FileWriter {
 public:
  // Throws std::system_error, as every method here but write().
  FileWriter(const std::string& folder, std::string name);
  ~FileWriter();
  FileWriter(const FileWriter&) = delete;
  FileWriter& operator=(const FileWriter&) = delete;

  // False once a write has failed, which may be that of an earlier piece; finish() says why.
  bool write(const void* bytes, std::size_t length) noexcept;
  bool write(std::string_view text) noexcept { return write(text.data(), text.size()); }
  // Writes what is left, syncs to disk and closes.
  void finish();

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] std::uint64_t size() const { return size_; }
  [[nodiscard]] const std::string& sha256() const { return digest_; }  // after finish()

 private:
  // Both as write().
  bool flush() noexcept;
  bool put(const char* at, std::size_t length) noexcept;

  std::string name_;
  std::vector<char> gathered_;  // its room is never outgrown
  int descriptor_ = -1;
  int error_ = 0;  // errno of the first failure
  std::uint64_t size_ = 0;
  Sha256 hash_;
  std::string digest_;
};

}  // namespace triand::channels::letter
