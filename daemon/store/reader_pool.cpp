#include "daemon/store/reader_pool.hpp"

namespace triand::store {
namespace {

// As many as work at the same time on most days; a rush opens more and closes them again.
constexpr std::size_t kIdle = 4;

}  // namespace

std::shared_ptr<Reader> ReaderPool::lend() {
  std::unique_ptr<Reader> reader;
  {
    std::lock_guard lock(mutex_);
    if (!idle_.empty()) {
      reader = std::move(idle_.back());
      idle_.pop_back();
    }
  }
  if (!reader) reader = std::make_unique<Reader>(path_);
  return {reader.release(), [this](Reader* lent) { take_back(std::unique_ptr<Reader>(lent)); }};
}

void ReaderPool::take_back(std::unique_ptr<Reader> reader) {
  // Whoever gave up half-way must not leave an old state behind to the next.
  reader->let_go();
  std::lock_guard lock(mutex_);
  if (idle_.size() < kIdle) idle_.push_back(std::move(reader));
}

}  // namespace triand::store
