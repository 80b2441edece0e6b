#include "channels/smpp/exchange.hpp"

#include <algorithm>
#include <random>
#include <stdexcept>
#include <utility>

#include <boost/asio/post.hpp>

#include "channels/smpp/receipt_reader.hpp"
#include "channels/smpp/smpp_time.hpp"

namespace triand::channels::smpp {
namespace {

using namespace std::chrono_literals;

// How long a message waits for a session before it goes back to its lane.
constexpr auto kPatience = 5s;
constexpr auto kLook = 500ms;

Outcome interrupted() {
  return Outcome::deferred(FailureClass::transient, "interrupted", "",
                           "the service stopped before it was sent");
}

// E.164 without its '+'; empty: it is none.
std::string digits_of(std::string_view e164) {
  if (!e164.starts_with('+')) return {};
  e164.remove_prefix(1);
  const bool digits = std::all_of(e164.begin(), e164.end(), [](char c) { return c >= '0' && c <= '9'; });
  return digits && e164.size() >= 8 && e164.size() <= 15 ? std::string(e164) : std::string();
}

}  // namespace

Exchange::Exchange(std::shared_ptr<const Settings> settings, Runtime& runtime)
    : settings_(std::move(settings)),
      runtime_(runtime),
      tls_(boost::asio::ssl::context::tls_client),
      next_reference_(static_cast<std::uint16_t>(std::random_device{}())),
      timer_(runtime.executor) {
  if (!settings_->link.server.tls) return;
  if (settings_->ca_file.empty())
    tls_.set_default_verify_paths();
  else
    tls_.load_verify_file(settings_->ca_file);
}

void Exchange::open() {
  for (std::size_t i = 0; i < settings_->sessions; ++i)
    links_.push_back(std::make_shared<Link>(runtime_.executor, settings_->link, tls_, *this));
  for (const auto& link : links_) link->open();
}

void Exchange::answer_later(Channel::Done done, Outcome outcome) {
  boost::asio::post(runtime_.executor, [done = std::move(done), outcome = std::move(outcome)]() mutable {
    done(std::move(outcome));
  });
}

ShortMessage Exchange::pattern(const Envelope& envelope) const {
  ShortMessage out;
  out.service_type = settings_->service_type;
  out.source_ton = settings_->source_ton;
  out.source_npi = settings_->source_npi;
  out.source = settings_->sender;
  out.destination_ton = 1;
  out.destination_npi = 1;
  out.destination = digits_of(envelope.to);
  out.registered_delivery = settings_->receipts ? 1 : 0;
  if (!envelope.deliver_until) return out;
  const auto left = std::chrono::floor<std::chrono::seconds>(*envelope.deliver_until - runtime_.now());
  if (settings_->validity == Validity::absolute) out.validity_period = absolute_time(*envelope.deliver_until);
  if (settings_->validity == Validity::relative) out.validity_period = relative_time(left);
  return out;
}

void Exchange::send(Envelope envelope, Channel::Done done) {
  if (stopping_) return answer_later(std::move(done), interrupted());
  ShortMessage form = pattern(envelope);
  if (form.destination.empty())
    return answer_later(std::move(done), Outcome::rejected(FailureClass::recipient, "bad_number", "",
                                                           "not a number with its country's code"));
  auto parts =
      submits_of(envelope.text, settings_->alphabet, settings_->long_messages, ++next_reference_, form);
  if (parts.empty())
    return answer_later(std::move(done), Outcome::rejected(FailureClass::content, "text_too_long", "",
                                                           "more parts than SMPP can number"));
  if (all_refused()) {
    const bool hopeless = std::none_of(links_.begin(), links_.end(), [](const auto& link) {
      link->hurry();
      return link->trying();
    });
    if (hopeless) return answer_later(std::move(done), trouble());
  }
  late_.sent_again(envelope.reference);
  const Token token = next_token_++;
  messages_.emplace(token, Message{.reference = std::move(envelope.reference),
                                   .flow = MessageFlow(std::move(parts)),
                                   .done = std::move(done),
                                   .waits_since = Clock::now()});
  waiting_.push_back(token);
  // Never answered from within send().
  boost::asio::post(runtime_.executor, [weak = weak_from_this()] {
    if (const auto self = weak.lock()) self->pump();
  });
}

bool Exchange::all_refused() const {
  return std::all_of(links_.begin(), links_.end(),
                     [](const auto& link) { return link->refused() && !link->bound() && !link->trying(); });
}

const Outcome& Exchange::trouble() const {
  const auto refused =
      std::find_if(links_.begin(), links_.end(), [](const auto& link) { return link->refused(); });
  return refused == links_.end() ? links_.front()->trouble() : (*refused)->trouble();
}

void Exchange::pump() {
  if (pumping_ || closed_) return;
  pumping_ = true;
  std::size_t idle = 0;
  while (!waiting_.empty() && idle < links_.size()) {
    Link& link = *links_[turn_++ % links_.size()];
    if (!link.can_submit()) {
      ++idle;
      continue;
    }
    idle = 0;
    const Token token = waiting_.front();
    waiting_.pop_front();
    const auto found = messages_.find(token);
    if (found == messages_.end()) continue;
    try {
      link.submit(token, found->second.flow.part());
    } catch (const std::length_error& error) {
      finish(token, Outcome::rejected(FailureClass::content, "content_rejected", "", error.what()));
    }
  }
  pumping_ = false;
  arm();
}

void Exchange::ready(Link&) { pump(); }

void Exchange::step(Token token, MessageFlow::Step step) {
  if (step.outcome) return finish(token, std::move(*step.outcome));
  if (step.wait > 0ms) {
    resting_.emplace(Clock::now() + step.wait, token);
    return arm();
  }
  messages_.at(token).waits_since = Clock::now();
  // The rest of a message goes before any other.
  waiting_.push_front(token);
  pump();
}

void Exchange::finish(Token token, Outcome outcome) {
  const auto found = messages_.find(token);
  Channel::Done done = std::move(found->second.done);
  messages_.erase(found);
  done(std::move(outcome));
  if (stopping_) end_if_idle();
}

void Exchange::answered(Link& link, const Answered& answer) {
  const auto found = messages_.find(answer.token);
  if (found == messages_.end()) return;
  MessageFlow& flow = found->second.flow;
  if (answer.status == status::kOk)
    return step(answer.token, flow.taken(answer_id(answer.message_id, settings_->message_ids)));
  Outcome refusal = submit_refused(answer.status, settings_->statuses);
  if (refusal.failure == FailureClass::throttled) link.throttled();
  step(answer.token, flow.refused(std::move(refusal), Clock::now()));
}

void Exchange::unanswered(const Unanswered& lost) {
  const auto found = messages_.find(lost.token);
  if (found == messages_.end()) return;
  switch (lost.why) {
    case Unanswered::Why::unwritten:
      found->second.waits_since = Clock::now();
      waiting_.push_front(lost.token);
      return arm();
    case Unanswered::Why::link_lost:
      return step(lost.token,
                  found->second.flow.lost("connection_lost", "the session ended before the server answered"));
    case Unanswered::Why::timeout:
      if (const MessageFlow& flow = found->second.flow; flow.untouched())
        late_.give_up(lost.token, {.reference = found->second.reference, .whole = flow.parts() == 1});
      return step(lost.token, found->second.flow.lost("timeout", "the server did not answer in time"));
  }
}

void Exchange::answered_late(const LateAnswer& answer) {
  const auto message = late_.take(answer.token);
  if (message && runtime_.on_receipt) runtime_.on_receipt(late_word(*message, answer, *settings_));
}

void Exchange::delivered(Link& link, const Delivered& delivery) {
  const auto receipt = read_receipt(delivery.message, settings_->message_ids);
  if (!receipt) return link.acknowledge(link.generation(), delivery.sequence, status::kOk);
  if (!runtime_.keep_receipt) {
    if (runtime_.on_receipt) runtime_.on_receipt(*receipt);
    return link.acknowledge(link.generation(), delivery.sequence, status::kOk);
  }
  runtime_.keep_receipt(*receipt, [weak = link.weak_from_this(), generation = link.generation(),
                                   sequence = delivery.sequence](bool stored) {
    if (const auto self = weak.lock())
      self->acknowledge(generation, sequence, stored ? status::kOk : status::kReceiverTemporary);
  });
}

void Exchange::down(Link&) {
  if (stopping_) return end_if_idle();
  if (all_refused()) {
    // Nobody is waited for that will not come.
    const auto waiting = std::exchange(waiting_, {});
    for (const Token token : waiting) {
      const auto found = messages_.find(token);
      if (found == messages_.end()) continue;
      step(token, found->second.flow.refused(trouble(), Clock::now()));
    }
  }
  pump();
}

void Exchange::look() {
  const auto now = Clock::now();
  while (!resting_.empty() && resting_.begin()->first <= now) {
    const Token token = resting_.begin()->second;
    resting_.erase(resting_.begin());
    if (const auto found = messages_.find(token); found != messages_.end()) {
      found->second.waits_since = now;
      waiting_.push_front(token);
    }
  }
  pump();
  const bool carried =
      std::any_of(links_.begin(), links_.end(), [](const auto& link) { return link->bound(); });
  const auto waiting = std::exchange(waiting_, {});
  for (const Token token : waiting) {
    const auto found = messages_.find(token);
    if (found == messages_.end()) continue;
    // Behind a full window it waits as long as it takes.
    if (carried || now < found->second.waits_since + kPatience) {
      waiting_.push_back(token);
      continue;
    }
    found->second.waits_since = now;
    step(token, found->second.flow.refused(trouble(), now));
  }
  arm();
}

void Exchange::arm() {
  if (closed_ || (waiting_.empty() && resting_.empty())) return;
  if (timer_.expiry() > Clock::now()) return;
  timer_.expires_after(kLook);
  timer_.async_wait([weak = weak_from_this()](const boost::system::error_code& error) {
    const auto self = weak.lock();
    if (!error && self && !self->closed_) self->look();
  });
}

void Exchange::stop(std::chrono::milliseconds grace) {
  if (stopping_) return;
  stopping_ = true;
  const auto waiting = std::exchange(waiting_, {});
  for (const Token token : waiting) {
    const auto found = messages_.find(token);
    if (found == messages_.end()) continue;
    if (!found->second.flow.untouched()) {
      waiting_.push_back(token);
      continue;
    }
    answer_later(std::move(found->second.done), interrupted());
    messages_.erase(found);
  }
  end_if_idle();
  auto timer = std::make_shared<boost::asio::steady_timer>(runtime_.executor, grace);
  timer->async_wait([timer, weak = weak_from_this()](const boost::system::error_code&) {
    const auto self = weak.lock();
    if (!self || self->closed_) return;
    for (const auto& link : std::vector(self->links_)) link->cut();
    while (!self->messages_.empty()) {
      const Token token = self->messages_.begin()->first;
      self->step(token, self->messages_.begin()->second.flow.lost(
                            "interrupted", "the service stopped before the whole message was sent"));
    }
  });
}

void Exchange::end_if_idle() {
  if (!messages_.empty()) return;
  for (const auto& link : links_) link->unbind();
}

void Exchange::close() {
  closed_ = true;
  timer_.cancel();
  for (const auto& link : links_) link->detach();
  links_.clear();
  messages_.clear();
}

}  // namespace triand::channels::smpp
