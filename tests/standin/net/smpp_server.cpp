#include "tests/standin/net/smpp_server.hpp"

#include <array>
#include <map>
#include <utility>

#include <boost/asio/buffer.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>

#include "tests/standin/net/socket_ends.hpp"

namespace triand::standin {

namespace asio = boost::asio;
using boost::system::error_code;

// Does something after a while, on the executor's thread.
template <class Deed>
void after(const asio::any_io_executor& executor, std::chrono::milliseconds delay, Deed deed) {
  auto timer = std::make_shared<asio::steady_timer>(executor, delay);
  timer->async_wait([timer, deed = std::move(deed)](const error_code& error) mutable {
    if (!error) deed();
  });
}

class SmppConnection : public std::enable_shared_from_this<SmppConnection> {
 public:
  SmppConnection(asio::ip::tcp::socket socket, SmppServer& server)
      : socket_(std::move(socket)), server_(server) {
    error_code ignored;
    socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
  }

  void start() {
    read();
    enquire();
  }
  [[nodiscard]] bool receives() const { return session_.bound && session_.receives && open_; }

  void tell(SmscReceipt receipt) {
    const std::string bytes = server_.smsc().tell(session_, receipt, std::chrono::system_clock::now());
    untold_[session_.sequence] = std::move(receipt);
    send(bytes);
  }

  void end(bool reset) {
    if (!open_) return;
    open_ = false;
    error_code ignored;
    if (reset)
      reset_connection(socket_);
    else
      socket_.close(ignored);
    server_.smsc().closed(session_);
    const auto self = shared_from_this();
    server_.closed(self);
    for (auto& [sequence, receipt] : std::exchange(untold_, {})) server_.tell(std::move(receipt));
  }

 private:
  void read() {
    socket_.async_read_some(asio::buffer(in_),
                            [self = shared_from_this()](const error_code& error, std::size_t size) {
                              if (error || !self->open_) return self->end(false);
                              self->bytes_.append(self->in_.data(), size);
                              self->take();
                              if (self->open_) self->read();
                            });
  }

  void take() {
    bool broken = false;
    while (auto pdu = take_pdu(bytes_, broken)) {
      if (pdu->command == (smpp::kDeliver | smpp::kAnswer)) {
        acknowledged(*pdu);
        continue;
      }
      const bool was_bound = session_.bound;
      obey(server_.smsc().handle(session_, *pdu, std::chrono::system_clock::now()));
      if (!open_) return;
      if (!was_bound && session_.bound) server_.bound();
    }
    if (broken) end(false);
  }

  void acknowledged(const SmppPdu& pdu) {
    const auto found = untold_.find(pdu.sequence);
    if (found == untold_.end()) return;
    SmscReceipt receipt = std::move(found->second);
    untold_.erase(found);
    if (pdu.status == 0) return server_.told();
    const auto delay = server_.smsc().settings().repeat;
    receipt.delay = delay;
    after(socket_.get_executor(), delay,
          [&server = server_, receipt = std::move(receipt)]() mutable { server.tell(std::move(receipt)); });
  }

  void obey(SmscTurn turn) {
    for (SmscReceipt& receipt : turn.early) {
      ++server_.smsc().receipts().waiting;
      server_.tell(std::move(receipt));
    }
    for (SmscReceipt& receipt : turn.later) server_.tell_later(std::move(receipt));
    turn.early.clear();
    turn.later.clear();
    if (turn.answers_submit) ++session_.unanswered;
    if (turn.delay.count() == 0) return finish(turn);
    after(socket_.get_executor(), turn.delay, [self = shared_from_this(), turn] {
      if (self->open_) self->finish(turn);
    });
  }

  void finish(const SmscTurn& turn) {
    if (turn.answers_submit && !turn.reply.empty() && session_.unanswered > 0) --session_.unanswered;
    if (turn.end == SmscTurn::End::reset) return end(true);
    if (turn.end == SmscTurn::End::half) {
      error_code ignored;
      asio::write(socket_, asio::buffer(turn.reply.data(), turn.reply.size() / 2), ignored);
      return end(true);
    }
    closing_ = closing_ || turn.end == SmscTurn::End::close;
    send(turn.reply);
  }

  void send(const std::string& bytes) {
    out_ += bytes;
    if (!writing_) write();
  }

  void write() {
    if (out_.empty()) {
      if (closing_) end(false);
      return;
    }
    writing_ = true;
    auto going = std::make_shared<std::string>(std::exchange(out_, {}));
    asio::async_write(socket_, asio::buffer(*going),
                      [self = shared_from_this(), going](const error_code& error, std::size_t) {
                        self->writing_ = false;
                        if (error) return self->end(false);
                        if (self->open_) self->write();
                      });
  }

  void enquire() {
    const auto often = server_.smsc().settings().enquire;
    if (often.count() == 0) return;
    after(socket_.get_executor(), often, [weak = weak_from_this()] {
      const auto self = weak.lock();
      if (!self || !self->open_) return;
      if (self->session_.bound) self->send(to_bytes({smpp::kEnquireLink, 0, ++self->session_.sequence, ""}));
      self->enquire();
    });
  }

  asio::ip::tcp::socket socket_;
  SmppServer& server_;
  SmscSession session_;
  std::array<char, 16 * 1024> in_{};
  std::string bytes_;
  std::string out_;
  std::map<std::uint32_t, SmscReceipt> untold_;  // not acknowledged
  bool writing_ = false;
  bool closing_ = false;
  bool open_ = true;
};

SmppServer::SmppServer(asio::any_io_executor executor, Smsc& smsc)
    : executor_(std::move(executor)), smsc_(smsc) {}

SmppServer::~SmppServer() = default;

void SmppServer::take(asio::ip::tcp::socket socket) {
  const auto connection = std::make_shared<SmppConnection>(std::move(socket), *this);
  connections_.insert(connection);
  connection->start();
}

void SmppServer::closed(const std::shared_ptr<SmppConnection>& connection) { connections_.erase(connection); }

void SmppServer::tell_later(SmscReceipt receipt) {
  ++smsc_.receipts().waiting;
  const auto delay = receipt.delay;
  after(executor_, delay, [this, receipt = std::move(receipt)]() mutable { tell(std::move(receipt)); });
}

void SmppServer::tell(SmscReceipt receipt) {
  std::vector<std::shared_ptr<SmppConnection>> able;
  for (const auto& connection : connections_)
    if (connection->receives()) able.push_back(connection);
  if (able.empty()) return waiting_.push_back(std::move(receipt));
  able[turn_++ % able.size()]->tell(std::move(receipt));
}

void SmppServer::told() const {
  ++smsc_.receipts().told;
  --smsc_.receipts().waiting;
}

void SmppServer::bound() {
  for (SmscReceipt& receipt : std::exchange(waiting_, {})) tell(std::move(receipt));
}

}  // namespace triand::standin
