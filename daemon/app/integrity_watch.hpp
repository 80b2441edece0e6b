#pragma once

#include <atomic>
#include <functional>
#include <string>

#include <boost/asio/thread_pool.hpp>

#include "daemon/app/log.hpp"

namespace triand::app {

// Reads a database that is too large to be read before the start, page by page, while the service already works.
class IntegrityWatch {
 public:
  // Begins at once, on a thread of its own. `damaged` is told there, once, with a sentence.
  IntegrityWatch(std::string database, EventLog log, std::function<void(const std::string&)> damaged);
  ~IntegrityWatch();  // ends it
  IntegrityWatch(const IntegrityWatch&) = delete;
  IntegrityWatch& operator=(const IntegrityWatch&) = delete;

 private:
  std::atomic<bool> stopping_{false};
  boost::asio::thread_pool thread_{1};  // last: joined before anything it uses goes
};

}  // namespace triand::app
