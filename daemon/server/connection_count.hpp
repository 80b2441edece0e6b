#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>

namespace triand::server {

// Counts open connections, in all and of each client: an address, or a uid. Network thread only.
class ConnectionCount {
 public:
  // One connection that is counted, as long as this lives: whatever fails on the way to serving it, its place is free
  // again. The count outlives it.
  class Place {
   public:
    Place(Place&& other) noexcept;
    Place& operator=(Place&&) = delete;
    ~Place();

   private:
    friend class ConnectionCount;
    Place(ConnectionCount& count, std::string share) noexcept;

    ConnectionCount* count_;  // null: moved away
    std::string share_;
  };

  // The last `kept` places are for those alone who have no share.
  ConnectionCount(std::size_t most, std::size_t most_each, std::size_t kept = 0)
      : most_(most), most_each_(most_each), kept_(kept) {}
  ConnectionCount(const ConnectionCount&) = delete;
  ConnectionCount& operator=(const ConnectionCount&) = delete;

  // A place for one more; nullopt: it does not fit. `share` says whose it is; an empty one is limited only by the total.
  [[nodiscard]] std::optional<Place> take(std::string share);
  [[nodiscard]] std::size_t open() const { return open_; }

 private:
  void give_back(const std::string& share) noexcept;

  std::size_t most_;
  std::size_t most_each_;
  std::size_t kept_;
  std::size_t open_ = 0;
  std::map<std::string, std::size_t> each_;
};

}  // namespace triand::server
