#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>

#include "channels/sms/message_batch.hpp"

namespace triand::channels {

// Puts messages together that may go in one request: those with the same key. A batch leaves when it is full, when no
// message came in time, or when a telephone comes that it has already. Network thread.
class Gatherer {
 public:
  using Leave = std::function<void(MessageBatch)>;

  Gatherer(boost::asio::any_io_executor executor, std::size_t max, std::chrono::milliseconds wait,
           Leave leave);

  void add(std::string key, Message message);
  // Everything that waits, in no batch any more.
  [[nodiscard]] std::vector<Message> take_all();

 private:
  struct Open {
    std::vector<Message> messages;
    std::unique_ptr<boost::asio::steady_timer> timer;
  };
  void let_go(const std::string& key);

  boost::asio::any_io_executor executor_;
  std::size_t max_;
  std::chrono::milliseconds wait_;
  Leave leave_;
  std::map<std::string, Open> open_;
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace triand::channels
