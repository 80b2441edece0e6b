#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace triand::server {

// How many uploads are under way, of the console and of the API, in all and of each account: they take room on the disk
// before anybody has looked at them. And how much room those take that jobs have still to read. Any thread.
class UploadPlaces {
 public:
  static constexpr std::size_t kMost = 3;
  static constexpr std::size_t kMostEach = 2;
  static constexpr std::uint64_t kMostKept = std::uint64_t{40} << 30;  // two of the largest lists

  // A place, until it goes; null: there is none. It may outlive this.
  [[nodiscard]] std::shared_ptr<void> take(const std::string& account);

  // Room for an upload of so many bytes that stays on the disk behind its request, until it goes; null: there is none.
  // It may outlive this.
  [[nodiscard]] std::shared_ptr<void> keep(std::uint64_t bytes);
  // Whether there is that room just now.
  [[nodiscard]] bool has_room(std::uint64_t bytes) const;

 private:
  struct Book {
    std::mutex mutex;
    std::map<std::string, std::size_t> of_account;
    std::size_t all = 0;
    std::uint64_t kept = 0;  // bytes
  };

  std::shared_ptr<Book> book_ = std::make_shared<Book>();
};

}  // namespace triand::server
