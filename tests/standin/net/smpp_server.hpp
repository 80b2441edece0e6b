#pragma once

#include <deque>
#include <memory>
#include <set>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/ip/tcp.hpp>

#include "tests/standin/smpp/smsc.hpp"

namespace triand::standin {

class SmppConnection;

// The SMPP server's connections: each on the thread of the executor. Receipts go over any session that receives, and are
// told again until one is acknowledged.
class SmppServer {
 public:
  SmppServer(boost::asio::any_io_executor executor, Smsc& smsc);
  ~SmppServer();

  void take(boost::asio::ip::tcp::socket socket);

  [[nodiscard]] Smsc& smsc() { return smsc_; }
  void tell_later(SmscReceipt receipt);
  void tell(SmscReceipt receipt);
  void told() const;
  void bound();
  void closed(const std::shared_ptr<SmppConnection>& connection);

 private:
  boost::asio::any_io_executor executor_;
  Smsc& smsc_;
  std::set<std::shared_ptr<SmppConnection>> connections_;
  std::deque<SmscReceipt> waiting_;  // for a session
  std::size_t turn_ = 0;
};

}  // namespace triand::standin
