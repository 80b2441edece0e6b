#pragma once

#include <map>
#include <string>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include "tests/standin/net/connection_pool.hpp"
#include "tests/standin/net/receipt_target.hpp"
#include "tests/standin/receipt.hpp"
#include "tests/standin/service/plan.hpp"

namespace triand::standin {

class Service;

// Tells receipts over HTTP when they are due, and insists as each gateway does. Lives on the thread of its executor;
// the service must outlive it.
class ReceiptSender {
 public:
  ReceiptSender(boost::asio::any_io_executor executor, Service& service);

  // Without waiting for it.
  void tell_later(PlannedReceipt planned);
  // Ends when the first try is answered; later tries go on by themselves.
  boost::asio::awaitable<void> tell_now(const PlannedReceipt& planned);

 private:
  boost::asio::awaitable<void> tell(PlannedReceipt planned);
  boost::asio::awaitable<void> insist(Receipt receipt);
  // Whether the receiver's answer ends it.
  boost::asio::awaitable<bool> try_once(const Receipt& receipt, std::size_t retry);
  // The answer's status; 0 when none came.
  boost::asio::awaitable<unsigned> exchange(const Receipt& receipt, const ReceiptTarget& target,
                                            std::size_t retry);
  [[nodiscard]] ConnectionPool& pool_for(const ReceiptTarget& target);

  boost::asio::any_io_executor executor_;
  Service& service_;
  std::map<std::string, ConnectionPool> pools_;
};

}  // namespace triand::standin
