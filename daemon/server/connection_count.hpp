#pragma once

#include <cstddef>
#include <map>
#include <string>

namespace triand::server {

// Counts open connections, in all and of each client: an address, or a uid. Network thread only.
class ConnectionCount {
 public:
  // The last `kept` places are for those alone who have no share.
  ConnectionCount(std::size_t most, std::size_t most_each, std::size_t kept = 0)
      : most_(most), most_each_(most_each), kept_(kept) {}

  // Whether one more fits; if so it is counted. `share` says whose it is; an empty one is limited only by the total.
  [[nodiscard]] bool take(const std::string& share);
  void give_back(const std::string& share);
  [[nodiscard]] std::size_t open() const { return open_; }

 private:
  std::size_t most_;
  std::size_t most_each_;
  std::size_t kept_;
  std::size_t open_ = 0;
  std::map<std::string, std::size_t> each_;
};

}  // namespace triand::server
