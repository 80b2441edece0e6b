#include "daemon/server/upload_places.hpp"

namespace triand::server {
namespace {

bool fits(std::uint64_t kept, std::uint64_t bytes) {
  return bytes <= UploadPlaces::kMostKept && kept <= UploadPlaces::kMostKept - bytes;
}

}  // namespace

std::shared_ptr<void> UploadPlaces::take(const std::string& account) {
  const std::lock_guard lock(book_->mutex);
  std::size_t& of_account = book_->of_account[account];
  if (of_account >= kMostEach || book_->all >= kMost) {
    if (of_account == 0) book_->of_account.erase(account);
    return nullptr;
  }
  ++of_account;
  ++book_->all;
  return {book_.get(), [book = book_, account](void*) {
            const std::lock_guard held(book->mutex);
            --book->all;
            if (--book->of_account[account] == 0) book->of_account.erase(account);
          }};
}

std::shared_ptr<void> UploadPlaces::keep(std::uint64_t bytes) {
  const std::lock_guard lock(book_->mutex);
  if (!fits(book_->kept, bytes)) return nullptr;
  book_->kept += bytes;
  return {book_.get(), [book = book_, bytes](void*) {
            const std::lock_guard held(book->mutex);
            book->kept -= bytes;
          }};
}

bool UploadPlaces::has_room(std::uint64_t bytes) const {
  const std::lock_guard lock(book_->mutex);
  return fits(book_->kept, bytes);
}

}  // namespace triand::server
