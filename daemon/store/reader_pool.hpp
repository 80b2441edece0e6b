#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "daemon/store/reader.hpp"

namespace triand::store {

// Readers that are used again: opening a connection costs more than most questions. Any thread; the pool outlives what
// it lends.
class ReaderPool {
 public:
  explicit ReaderPool(std::string path) : path_(std::move(path)) {}

  // A reader of the caller's own until the pointer goes. Throws when the database cannot be opened.
  [[nodiscard]] std::shared_ptr<Reader> lend();

 private:
  void take_back(std::unique_ptr<Reader> reader);

  std::string path_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Reader>> idle_;
};

}  // namespace triand::store
