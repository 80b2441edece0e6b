#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace triand::server {

// How many uploads are under way, in all and of each account: they take room on the disk before anybody has looked at
// them. Any thread.
class UploadPlaces {
 public:
  static constexpr std::size_t kMost = 3;
  static constexpr std::size_t kMostEach = 2;

  // A place, until it goes; null: there is none. It may outlive this.
  [[nodiscard]] std::shared_ptr<void> take(const std::string& account);

 private:
  struct Book {
    std::mutex mutex;
    std::map<std::string, std::size_t> of_account;
    std::size_t all = 0;
  };

  std::shared_ptr<Book> book_ = std::make_shared<Book>();
};

}  // namespace triand::server
