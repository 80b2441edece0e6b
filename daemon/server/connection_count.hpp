#pragma once

#include <cstddef>
#include <map>
#include <string>

namespace triand::server {

// Counts open connections, in all and of each address. Network thread only.
class ConnectionCount {
 public:
  ConnectionCount(std::size_t most, std::size_t most_each) : most_(most), most_each_(most_each) {}

  // Whether one more fits; if so it is counted. An empty address is limited only by the total.
  [[nodiscard]] bool take(const std::string& address);
  void give_back(const std::string& address);
  [[nodiscard]] std::size_t open() const { return open_; }

 private:
  std::size_t most_;
  std::size_t most_each_;
  std::size_t open_ = 0;
  std::map<std::string, std::size_t> each_;
};

}  // namespace triand::server
