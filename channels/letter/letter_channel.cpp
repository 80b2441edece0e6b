#include "channels/letter/letter_channel.hpp"

#include <algorithm>
#include <iterator>
#include <stdexcept>
#include <utility>

#include <boost/asio/execution/outstanding_work.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/prefer.hpp>

#include "channels/letter/batch_name.hpp"
#include "channels/letter/letter_picture.hpp"
#include "channels/letter/press.hpp"
#include "channels/letter/printer.hpp"

namespace triand::channels::letter {
namespace {

using namespace std::chrono_literals;

// A steady timer does not see the wall clock jump.
constexpr std::chrono::milliseconds kLookAgain = 30s;

Outcome not_sent() {
  return Outcome::deferred(FailureClass::transient, "interrupted", "",
                           "the service stopped before its batch was closed");
}

}  // namespace

LetterChannel::LetterChannel(Settings settings)
    : settings_(std::move(settings)), outbox_(settings_.directory) {}

LetterChannel::~LetterChannel() {
  stop(0ms);
  press_.join();
}

void LetterChannel::start(Runtime& runtime) {
  const std::string fault = Printer(settings_.sender_address, runtime.now(), {}).sender_fault({});
  if (!fault.empty()) throw std::runtime_error(runtime.name + ": " + fault);
  outbox_.prepare();
  for (OutboxFolder::Released& batch : outbox_.released()) {
    for (std::string& reference : batch.references) {
      auto& appeared = sent_before_[std::move(reference)];
      appeared = std::max(appeared, batch.appeared);
    }
    shelf_->add_released({batch.summary.batch, {}, batch.summary.letters, batch.summary.created});
  }
  runtime_ = &runtime;
  timer_ = std::make_unique<boost::asio::steady_timer>(runtime.executor);
}

void LetterChannel::send(Envelope envelope, Done done) {
  boost::asio::any_io_executor executor =
      boost::asio::prefer(runtime_->executor, boost::asio::execution::outstanding_work.tracked);
  if (give_up_at_ != 0) {
    boost::asio::post(executor, [tell = std::move(done)] { tell(not_sent()); });
    return;
  }
  OpenBatch& batch = batch_for(envelope);
  if (!batch.waiting.add(envelope.reference, done)) {
    boost::asio::post(executor, [tell = std::move(done)] {
      tell(Outcome::deferred(FailureClass::transient, "gateway_down", "",
                             "this letter waits in the batch already"));
    });
    return;
  }
  batch.letters.push_back(letter_of(envelope));
  const bool opened = batch.letters.size() == 1;
  const bool closed = close_when_full();
  if (opened || closed) watch_cut_off();
}

OpenBatch& LetterChannel::batch_for(const Envelope& envelope) {
  for (OpenBatch& batch : open_)
    if (batch.campaign == envelope.campaign && batch.test == envelope.test) return batch;
  const Time now = runtime_->now();
  const std::string stem = name_stem(envelope.campaign, envelope.test, now);
  unsigned sequence = shelf_->last_sequence(stem);
  for (const OpenBatch& batch : open_)
    sequence = std::max(sequence, sequence_in(batch.name, stem).value_or(0));
  OpenBatch batch;
  batch.campaign = envelope.campaign;
  batch.test = envelope.test;
  batch.name = provisional_name(stem, sequence + 1);
  batch.opened = now;
  batch.closes = next_cut_off(now, settings_.cut_off);
  batch.executor = boost::asio::prefer(runtime_->executor, boost::asio::execution::outstanding_work.tracked);
  open_.push_back(std::move(batch));
  return open_.back();
}

bool LetterChannel::close_when_full() {
  bool closed = close_if([](const OpenBatch& batch) { return batch.test; });
  std::size_t held = 0;
  auto fullest = open_.end();
  for (auto batch = open_.begin(); batch != open_.end(); ++batch) {
    held += batch->letters.size();
    if (fullest == open_.end() || batch->letters.size() > fullest->letters.size()) fullest = batch;
  }
  // The lane gives us no more than `batch` letters at once, whatever their campaigns: waiting for one batch to fill
  // up would be waiting for ever.
  if (held >= settings_.batch) {
    close(fullest);
    closed = true;
  }
  return closed;
}

bool LetterChannel::close_if(const std::function<bool(const OpenBatch&)>& due) {
  bool any = false;
  for (auto batch = open_.begin(); batch != open_.end();) {
    const auto next = std::next(batch);
    if (due(*batch)) {
      close(batch);
      any = true;
    }
    batch = next;
  }
  return any;
}

// A letter of an open batch has not left yet.
void LetterChannel::drop_unwanted(OpenBatch& batch) {
  if (!runtime_->may_leave) return;
  std::erase_if(batch.letters, [&](const Letter& letter) {
    if (letter.test || runtime_->may_leave(letter.reference)) return false;
    batch.waiting.answer_later(batch.executor, letter.reference, not_sent());
    return true;
  });
}

void LetterChannel::look_again() {
  for (auto batch = open_.begin(); batch != open_.end();) {
    drop_unwanted(*batch);
    batch = batch->letters.empty() ? open_.erase(batch) : std::next(batch);
  }
}

void LetterChannel::close(Batches::iterator open) {
  drop_unwanted(*open);
  if (open->letters.empty()) {
    open_.erase(open);
    return;
  }
  auto batch = std::make_shared<OpenBatch>(std::move(*open));
  open_.erase(open);
  ClosedBatch closed;
  closed.name = final_name(batch->name, batch->letters);
  closed.campaign = batch->campaign;
  closed.closed = runtime_->now();
  closed.letters = std::move(batch->letters);
  shelf_->add_rendering({closed.name, {}, closed.letters.size(), closed.closed});

  // The channel waits for this thread before it goes, the network thread's part lives on its own.
  boost::asio::post(press_, [this, shelf = shelf_, batch, work = std::move(closed)]() mutable {
    const std::string name = work.name;
    Pressed pressed = press(std::move(work), settings_.sender_address, outbox_, [this] {
      const auto deadline = give_up_at_.load();
      return deadline != 0 && std::chrono::steady_clock::now().time_since_epoch().count() >= deadline;
    });
    const boost::asio::any_io_executor executor = batch->executor;
    boost::asio::post(
        executor, [shelf = std::move(shelf), waiting = std::move(batch), name, result = std::move(pressed)] {
          if (result.fate == Pressed::Fate::nothing)
            shelf->gone(name);
          else
            shelf->released(name, result.printed.size());
          waiting->waiting.answer_all(name, result);
        });
  });
}

void LetterChannel::watch_cut_off() {
  const Time now = runtime_->now();
  close_if([now](const OpenBatch& batch) { return now >= batch.closes; });
  if (open_.empty()) {
    timer_->cancel();
    return;
  }
  Time first = open_.front().closes;
  for (const OpenBatch& batch : open_) first = std::min(first, batch.closes);
  const auto wait = std::min(kLookAgain, std::chrono::ceil<std::chrono::milliseconds>(first - now));
  timer_->expires_after(wait);
  timer_->async_wait([this, alive = std::weak_ptr(alive_)](const boost::system::error_code& error) {
    if (!error && !alive.expired()) watch_cut_off();
  });
}

void LetterChannel::release(std::string_view name) {
  close_if([name](const OpenBatch& batch) { return name.empty() || batch.name == name; });
  if (runtime_ != nullptr) watch_cut_off();
}

std::vector<BatchInfo> LetterChannel::batches() const {
  std::vector<BatchInfo> all = shelf_->batches();
  for (const OpenBatch& batch : open_)
    all.push_back({batch.name, "open", batch.letters.size(), batch.opened});
  return all;
}

Recovery LetterChannel::recover(std::string_view reference,
                                std::chrono::system_clock::time_point claimed_at) const {
  // The file system's clock is a few milliseconds behind.
  const auto found = sent_before_.find(std::string(reference));
  return found != sent_before_.end() && found->second + std::chrono::seconds(1) >= claimed_at
             ? Recovery::sent
             : Recovery::not_sent;
}

MessagePicture LetterChannel::picture(const Envelope& envelope, Time at) const {
  return draw_letter(letter_of(envelope), settings_.sender_address, at);
}

void LetterChannel::stop(std::chrono::milliseconds grace) {
  if (give_up_at_ == 0)
    give_up_at_ = std::max<std::chrono::steady_clock::rep>(
        1, (std::chrono::steady_clock::now() + grace).time_since_epoch().count());
  if (timer_) timer_->cancel();
  for (OpenBatch& batch : open_) {
    boost::asio::post(batch.executor, [waiting = std::make_shared<Waiting>(std::move(batch.waiting))] {
      waiting->answer_rest(not_sent());
    });
  }
  open_.clear();
}

}  // namespace triand::channels::letter
