#include "daemon/server/console/upload_places.hpp"

namespace triand::server {

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

}  // namespace triand::server
