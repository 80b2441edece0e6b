#include "channels/smpp/link.hpp"

#include <utility>

#include "channels/smpp/status_table.hpp"

namespace triand::channels::smpp {
namespace {

using namespace std::chrono_literals;

// An operator who has mended the account is not kept waiting; nobody hammers for that.
constexpr auto kSoonestRetry = 5s;
constexpr auto kLastWords = 2s;

Outcome unreachable(const std::string& why) {
  return Outcome::deferred(FailureClass::transient, "gateway_down", "", why);
}

}  // namespace

Link::Link(const boost::asio::any_io_executor& executor, const LinkSettings& settings,
           boost::asio::ssl::context& tls, Owner& owner)
    : executor_(executor),
      settings_(settings),
      tls_(tls),
      owner_(&owner),
      timer_(executor),
      backoff_(settings.reconnect_first, settings.reconnect_longest),
      trouble_(unreachable("no session with the server yet")) {}

void Link::open() {
  if (closing_ || wire_) return;
  tried_ = Clock::now();
  ++generation_;
  wire_ = std::make_shared<Wire>(executor_, settings_.server, tls_);
  wire_->connect([self = shared_from_this(), generation = generation_](const std::string& fault) {
    if (generation == self->generation_) self->connected(fault);
  });
  told_refusal_ = false;
  look_at(tried_ + settings_.session.timeout);
}

void Link::look_at(Clock::time_point time) {
  timer_.expires_at(time);
  timer_.async_wait(
      [self = shared_from_this(), generation = generation_](const boost::system::error_code& error) {
        if (!error && generation == self->generation_) self->look();
      });
}

void Link::look() {
  if (!wire_) return open();
  if (!session_) return end("the server did not answer in time");
  if (session_->finished()) return end(session_->end());
  session_->tick(Clock::now());
  turn();
}

void Link::connected(const std::string& fault) {
  if (!fault.empty()) return end(fault);
  session_.emplace(settings_.session, Clock::now());
  writing_ = false;
  wire_->read([self = shared_from_this(), generation = generation_](std::string_view bytes) {
    if (generation != self->generation_ || !self->session_) return;
    if (bytes.empty()) return self->end("the server closed the connection");
    self->session_->received(bytes, Clock::now());
    self->turn();
  });
  turn();
}

void Link::submit(std::uint64_t token, const ShortMessage& message) {
  session_->submit(token, message, Clock::now());
  turn();
}

void Link::throttled() {
  if (session_) session_->throttled(Clock::now());
}

void Link::acknowledge(std::uint64_t generation, std::uint32_t sequence, std::uint32_t status) {
  if (generation != generation_ || !session_) return;
  session_->acknowledge(sequence, status);
  turn();
}

// What the owner does while it is told comes back here: the outermost call sees to it.
void Link::turn() {
  if (turning_ || !session_) return;
  turning_ = true;
  const auto self = shared_from_this();
  for (bool told = true; told && session_ && owner_ != nullptr;) {
    told = false;
    for (const SessionEvent& event : session_->take_events()) {
      told = true;
      if (owner_ == nullptr) break;
      if (std::holds_alternative<Bound>(event)) {
        backoff_.succeeded();
        refused_ = false;
      } else if (const auto* refusal = std::get_if<BindRefused>(&event)) {
        told_refusal_ = true;
        trouble_ = bind_refused(refusal->status);
        refused_ = is_account_fault(refusal->status);
      } else if (const auto* answer = std::get_if<Answered>(&event)) {
        owner_->answered(*this, *answer);
      } else if (const auto* lost = std::get_if<Unanswered>(&event)) {
        owner_->unanswered(*lost);
      } else if (const auto* late = std::get_if<LateAnswer>(&event)) {
        owner_->answered_late(*late);
      } else if (const auto* receipt = std::get_if<Delivered>(&event)) {
        owner_->delivered(*this, *receipt);
      }
    }
    if (session_ && session_->can_submit() && owner_ != nullptr) owner_->ready(*this);
  }
  turning_ = false;
  if (!session_) return;
  write();
  if (!session_) return;
  if (session_->finished() && !writing_) return end(session_->end());
  arm();
}

void Link::write() {
  if (writing_) return;
  std::string bytes = session_->take_output();
  if (bytes.empty()) return;
  writing_ = true;
  wire_->write(std::move(bytes), [self = shared_from_this(), generation = generation_](bool written) {
    if (generation != self->generation_ || !self->session_) return;
    self->writing_ = false;
    if (!written) return self->end("the connection broke while writing");
    self->turn();
  });
}

void Link::arm() {
  // The last words of a session that has ended are not waited for longer than that.
  const auto deadline = session_->finished() ? Clock::now() + kLastWords : session_->next_deadline();
  if (deadline == Session::Time::max()) return;
  // Setting the timer costs more than a look that comes too early.
  if (timer_.expiry() <= deadline && timer_.expiry() > Clock::now()) return;
  look_at(deadline);
}

void Link::end(const std::string& why) {
  if (!wire_) return;
  const auto self = shared_from_this();
  wire_->close();
  wire_.reset();
  timer_.cancel();
  ++generation_;
  if (!told_refusal_ && !why.empty()) trouble_ = unreachable(why);
  if (session_) {
    session_->link_lost();
    const auto events = session_->take_events();
    session_.reset();
    for (const SessionEvent& event : events) {
      if (owner_ == nullptr) break;
      if (const auto* lost = std::get_if<Unanswered>(&event)) owner_->unanswered(*lost);
      if (const auto* answer = std::get_if<Answered>(&event)) owner_->answered(*this, *answer);
    }
  }
  if (closing_) {
    if (owner_ != nullptr) owner_->down(*this);
    return;
  }
  look_at(Clock::now() + (refused_ ? backoff_.after_refusal()
                                   : backoff_.next(std::uniform_real_distribution<double>(0, 1)(random_))));
  if (owner_ != nullptr) owner_->down(*this);
}

void Link::hurry() {
  if (closing_ || wire_ || Clock::now() < tried_ + kSoonestRetry) return;
  timer_.cancel();
  open();
}

void Link::unbind() {
  closing_ = true;
  if (!session_) return cut();
  session_->unbind(Clock::now());
  turn();
}

void Link::cut() {
  closing_ = true;
  timer_.cancel();
  end("");
}

void Link::detach() {
  owner_ = nullptr;
  cut();
}

}  // namespace triand::channels::smpp
