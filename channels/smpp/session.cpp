#include "channels/smpp/session.hpp"

#include <algorithm>
#include <utility>

#include "channels/smpp/octets.hpp"
#include "channels/smpp/pdu_codec.hpp"
#include "channels/smpp/status_table.hpp"

namespace triand::channels::smpp {
namespace {

// Submits wait in the channel rather than behind bytes that the network does not take.
constexpr std::size_t kMostOutput = std::size_t{64} * 1024;
constexpr std::size_t kMostLate = 10'000;
// A server that sends one PDU after another that nobody understands is none of ours.
constexpr int kMostRefused = 5;

}  // namespace

Session::Session(SessionSettings settings, Time now)
    : settings_(std::move(settings)),
      window_(settings_.window),
      bind_deadline_(now + settings_.timeout),
      heard_(now) {
  Bind bind;
  bind.system_id = settings_.system_id;
  bind.password = settings_.password;
  bind.system_type = settings_.system_type;
  bind_sequence_ = send_request(command::kBindTransceiver, std::move(bind));
}

void Session::send(const Pdu& pdu) { out_ += encode(pdu); }

std::uint32_t Session::send_request(std::uint32_t command, decltype(Pdu::body) body) {
  Pdu pdu;
  pdu.command = command;
  pdu.sequence = next_sequence_;
  pdu.body = std::move(body);
  send(pdu);
  next_sequence_ = next_sequence_ == kLastSequence ? 1 : next_sequence_ + 1;
  return pdu.sequence;
}

void Session::answer(const Pdu& request, std::uint32_t status) {
  Pdu pdu;
  pdu.command = request.command | command::kResponse;
  pdu.status = status;
  pdu.sequence = request.sequence;
  send(pdu);
}

void Session::finish(std::string why) {
  if (state_ == State::finished) return;
  state_ = State::finished;
  end_ = std::move(why);
}

void Session::received(std::string_view bytes, Time now) {
  if (finished()) return;
  in_.append(bytes);
  while (const auto frame = in_.next()) {
    heard_ = now;
    suspect_ = false;
    if (const auto pdu = decode(*frame))
      take(*pdu, now);
    else
      refuse_frame(*frame);
    if (finished()) return;
  }
  if (in_.fault()) {
    Pdu nack;
    nack.command = command::kGenericNack;
    nack.status = status::kInvalidLength;
    nack.sequence = in_.faulty_sequence();
    send(nack);
    finish("the server sent a command_length that cannot be");
  }
}

void Session::refuse_frame(std::string_view frame) {
  const bool is_answer = (u32_at(frame, 4) & command::kResponse) != 0;
  if (++refused_frames_ >= kMostRefused) finish("the server sends PDUs that make no sense");
  if (is_answer) return;
  Pdu nack;
  nack.command = command::kGenericNack;
  nack.status = status::kInvalidLength;
  nack.sequence = u32_at(frame, 12);
  send(nack);
}

void Session::take(const Pdu& pdu, Time now) {
  if (pdu.is_answer()) return take_answer(pdu, now);
  switch (pdu.command) {
    case command::kEnquireLink:
      return answer(pdu, status::kOk);
    case command::kDeliverSm:
      if (state_ == State::binding) return answer(pdu, status::kInvalidBindState);
      events_.emplace_back(Delivered{pdu.sequence, std::get<ShortMessage>(pdu.body)});
      return;
    case command::kUnbind:
      answer(pdu, status::kOk);
      // Answers that are on their way may still come; the server closes.
      state_ = State::unbinding;
      unbind_sent_ = true;
      unbind_deadline_ = now + settings_.timeout;
      end_ = "the server ended the session";
      if (submitted_.empty()) finish("the server ended the session");
      return;
    case command::kAlertNotification:
      return;  // has no answer
    default: {
      Pdu nack;
      nack.command = command::kGenericNack;
      nack.status = status::kInvalidCommand;
      nack.sequence = pdu.sequence;
      send(nack);
      if (++refused_frames_ >= kMostRefused) finish("the server sends PDUs that make no sense");
    }
  }
}

void Session::take_answer(const Pdu& pdu, Time now) {
  if (pdu.command == (command::kSubmitSm | command::kResponse) || pdu.command == command::kGenericNack)
    take_submit_answer(pdu, now);
  if (bind_sequence_ && pdu.sequence == *bind_sequence_ &&
      (pdu.command == (command::kBindTransceiver | command::kResponse) ||
       pdu.command == command::kGenericNack))
    take_bind_answer(pdu, now);
  // Whatever it answers to our question shows that it is there.
  if (enquire_sequence_ && pdu.sequence == *enquire_sequence_) {
    enquire_sequence_.reset();
    enquire_deadline_.reset();
  }
  if (pdu.command == (command::kUnbind | command::kResponse) && unbind_sent_) finish("");
  if (pdu.command == command::kGenericNack && pdu.sequence == 0)
    finish("the server could not read what it was sent: " + status_text(pdu.status));
  if (unbind_wanted_ && submitted_.empty() && !unbind_sent_ && !finished()) say_good_bye(now);
  if (state_ == State::unbinding && !unbind_wanted_ && submitted_.empty()) finish(end_);
}

void Session::take_bind_answer(const Pdu& pdu, Time now) {
  bind_sequence_.reset();
  if (pdu.status != status::kOk || pdu.command == command::kGenericNack) {
    const std::uint32_t said = pdu.status == status::kOk ? status::kInvalidCommand : pdu.status;
    events_.emplace_back(BindRefused{said});
    return finish("the server refused the bind: " + status_text(said));
  }
  state_ = State::bound;
  events_.emplace_back(Bound{});
  if (unbind_wanted_) say_good_bye(now);
}

void Session::take_submit_answer(const Pdu& pdu, Time now) {
  const auto* body = std::get_if<MessageAnswer>(&pdu.body);
  std::string id = body == nullptr ? std::string() : body->message_id;
  // A generic_nack is no "taken", whatever its status says.
  const bool refused_oddly = pdu.command == command::kGenericNack && pdu.status == status::kOk;
  const std::uint32_t said = refused_oddly ? status::kInvalidCommand : pdu.status;
  if (const auto found = submitted_.find(pdu.sequence); found != submitted_.end()) {
    events_.emplace_back(Answered{found->second.token, said, std::move(id)});
    submitted_.erase(found);
    if (said == status::kOk) window_.taken(now);
  } else if (const auto late = late_.find(pdu.sequence); late != late_.end()) {
    events_.emplace_back(LateAnswer{late->second, said, std::move(id)});
    late_.erase(late);
  }
}

bool Session::can_submit() const {
  return state_ == State::bound && !unbind_wanted_ && !suspect_ && submitted_.size() < window_.size() &&
         out_.size() < kMostOutput;
}

void Session::submit(std::uint64_t token, const ShortMessage& message, Time now) {
  const std::uint32_t sequence = send_request(command::kSubmitSm, message);
  submitted_[sequence] = {.token = token, .written = false};
  late_.erase(sequence);
  deadlines_.emplace_back(now + settings_.timeout, sequence);
  unwritten_.push_back(sequence);
}

void Session::acknowledge(std::uint32_t sequence, std::uint32_t status) {
  if (finished()) return;
  Pdu pdu;
  pdu.command = command::kDeliverSm | command::kResponse;
  pdu.status = status;
  pdu.sequence = sequence;
  pdu.body = MessageAnswer{};
  send(pdu);
}

void Session::unbind(Time now) {
  if (unbind_wanted_ || finished()) return;
  unbind_wanted_ = true;
  if (state_ == State::binding) return finish("");
  if (submitted_.empty() && !unbind_sent_) say_good_bye(now);
}

void Session::say_good_bye(Time now) {
  state_ = State::unbinding;
  unbind_sent_ = true;
  unbind_deadline_ = now + settings_.timeout;
  send_request(command::kUnbind, PlainBody{});
}

void Session::ask_for_life(Time now) {
  if (enquire_deadline_) return;
  enquire_sequence_ = send_request(command::kEnquireLink, PlainBody{});
  enquire_deadline_ = now + settings_.timeout;
}

void Session::give_up_late(Time now) {
  while (!deadlines_.empty() && deadlines_.front().first <= now) {
    const auto [deadline, sequence] = deadlines_.front();
    deadlines_.pop_front();
    const auto found = submitted_.find(sequence);
    if (found == submitted_.end()) continue;
    const Submitted& submitted = found->second;
    events_.emplace_back(Unanswered{submitted.token, Unanswered::Why::timeout});
    if (late_.size() >= kMostLate) late_.erase(late_.begin());
    late_[sequence] = submitted.token;
    submitted_.erase(found);
    if (heard_ + settings_.timeout <= deadline) suspect_ = true;
  }
  if (suspect_) ask_for_life(now);
}

void Session::tick(Time now) {
  if (finished()) return;
  if (bind_sequence_ && now >= bind_deadline_) return finish("the server did not answer the bind");
  give_up_late(now);
  if (enquire_deadline_ && now >= *enquire_deadline_)
    return finish("the server did not answer an enquire_link");
  if (unbind_deadline_ && now >= *unbind_deadline_) return finish(end_);
  if (unbind_wanted_ && submitted_.empty() && !unbind_sent_) say_good_bye(now);
  if (state_ == State::bound && now >= heard_ + settings_.enquire_link) ask_for_life(now);
}

Session::Time Session::next_deadline() const {
  Time next = Time::max();
  if (bind_sequence_) next = std::min(next, bind_deadline_);
  if (enquire_deadline_)
    next = std::min(next, *enquire_deadline_);
  else if (state_ == State::bound)
    next = std::min(next, heard_ + settings_.enquire_link);
  if (unbind_deadline_) next = std::min(next, *unbind_deadline_);
  if (!submitted_.empty() && !deadlines_.empty()) next = std::min(next, deadlines_.front().first);
  return next;
}

void Session::link_lost() {
  for (const auto& [sequence, submitted] : submitted_)
    events_.emplace_back(Unanswered{
        submitted.token, submitted.written ? Unanswered::Why::link_lost : Unanswered::Why::unwritten});
  submitted_.clear();
  finish("the connection was lost");
}

std::string Session::take_output() {
  for (const std::uint32_t sequence : unwritten_)
    if (const auto found = submitted_.find(sequence); found != submitted_.end()) found->second.written = true;
  unwritten_.clear();
  return std::exchange(out_, {});
}

std::vector<SessionEvent> Session::take_events() { return std::exchange(events_, {}); }

}  // namespace triand::channels::smpp
