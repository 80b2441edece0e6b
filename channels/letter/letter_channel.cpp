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
#include "channels/letter/printer.hpp"

namespace triand::channels::letter {
namespace {

using namespace std::chrono_literals;

// A steady timer does not see the wall clock jump.
constexpr std::chrono::milliseconds kLookAgain = 30s;

constexpr std::string_view kFolderKey = "letters-folder";
constexpr std::string_view kTagKey = "letters-tag";
constexpr std::size_t kTag = 4;

Outcome not_sent() {
  return Outcome::deferred(FailureClass::transient, "interrupted", "",
                           "the service stopped before its batch was closed");
}

}  // namespace

LetterChannel::LetterChannel(Settings settings)
    : settings_(std::move(settings)), outbox_(settings_.directory) {}

LetterChannel::~LetterChannel() {
  stop(0ms);
  presses_.join();
}

void LetterChannel::start(Runtime& runtime) {
  const std::string fault = Printer(settings_.stationery, runtime.now(), {}).sender_fault({});
  if (!fault.empty()) throw std::runtime_error(runtime.name + ": " + fault);
  outbox_.prepare();
  const auto entries = outbox_.journal().entries();
  for (const Journal::Entry& entry : entries)
    shelf_->add({.name = entry.summary.batch,
                 .state = "released",
                 .letters = entry.summary.letters,
                 .created = entry.summary.created},
                entry.summary.reprint_of);
  const auto known = runtime.load ? runtime.load(kFolderKey) : std::nullopt;
  folder_is_known_ = known == outbox_.journal().mark();
  // Sequences begin anew in a new folder; the names of its batches must not.
  if (known && !folder_is_known_) tag_ = outbox_.journal().mark().substr(0, kTag);
  if (runtime.load && folder_is_known_) tag_ = runtime.load(kTagKey).value_or("");
  past_ = std::make_unique<PastLetters>(outbox_.journal(), entries, folder_is_known_ || !known);
  runtime_ = &runtime;
  timer_ = std::make_unique<boost::asio::steady_timer>(runtime.executor);
}

// Not before the letters of the last run have been judged by the folder that it knew.
void LetterChannel::remember_folder() {
  if (folder_is_known_ || !runtime_->save) return;
  folder_is_known_ = true;
  runtime_->save(std::string(kFolderKey), outbox_.journal().mark(), [] {});
  runtime_->save(std::string(kTagKey), tag_, [] {});
}

void LetterChannel::send(Envelope envelope, Done done) {
  boost::asio::any_io_executor executor =
      boost::asio::prefer(runtime_->executor, boost::asio::execution::outstanding_work.tracked);
  if (give_up_at_ != 0) {
    boost::asio::post(executor, [tell = std::move(done)] { tell(not_sent()); });
    return;
  }
  remember_folder();
  OpenBatch& batch = batch_for(envelope);
  if (!batch.waiting.add(envelope.reference, done)) {
    boost::asio::post(executor, [tell = std::move(done)] {
      tell(Outcome::deferred(FailureClass::transient, "gateway_down", "",
                             "this letter waits in the batch already"));
    });
    return;
  }
  batch.letters.push_back(letter_of(envelope, settings_.communes.get(), settings_.districts));
  const bool opened = batch.letters.size() == 1;
  const bool closed = close_when_full();
  if (opened || closed) watch_cut_off();
}

OpenBatch& LetterChannel::batch_for(const Envelope& envelope) {
  for (OpenBatch& batch : open_)
    if (batch.campaign == envelope.campaign && batch.test == envelope.test) return batch;
  const Time now = runtime_->now();
  OpenBatch batch;
  batch.campaign = envelope.campaign;
  batch.test = envelope.test;
  batch.name = new_name(envelope.campaign, envelope.test);
  batch.opened = now;
  batch.closes = next_cut_off(now, settings_.cut_off);
  batch.executor = boost::asio::prefer(runtime_->executor, boost::asio::execution::outstanding_work.tracked);
  open_.push_back(std::move(batch));
  return open_.back();
}

std::string LetterChannel::new_name(const std::string& campaign, bool test) const {
  std::string stem = name_stem(campaign, test, runtime_->now());
  if (!tag_.empty()) stem += "-" + tag_;
  unsigned sequence = shelf_->last_sequence(stem);
  for (const OpenBatch& batch : open_)
    sequence = std::max(sequence, sequence_in(batch.name, stem).value_or(0));
  std::string name;
  do name = batch_name(stem, ++sequence);
  while (outbox_.is_taken(name));
  return name;
}

bool LetterChannel::close_when_full() {
  bool closed = close_if([](const OpenBatch& batch) { return batch.test; });
  std::size_t held = 0;
  auto fullest = open_.end();
  for (auto batch = open_.begin(); batch != open_.end(); ++batch) {
    held += batch->letters.size();
    if (fullest == open_.end() || batch->letters.size() > fullest->letters.size()) fullest = batch;
  }
  // The lane gives us one batch more than may be printed at once, whatever their campaigns: waiting for one of several to
  // fill up would be waiting for ever.
  if (held >= settings_.batch) {
    close(fullest);
    closed = true;
  }
  return closed;
}

bool LetterChannel::close_if(const std::function<bool(OpenBatch&)>& due) {
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

std::vector<std::string> LetterChannel::letters_of(std::string_view batch) const {
  return outbox_.journal().references(std::string(batch));
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

void LetterChannel::release_if(const std::function<bool(OpenBatch&)>& wanted) {
  close_if(wanted);
  if (runtime_ != nullptr) watch_cut_off();
}

void LetterChannel::campaign_closed(std::string_view campaign) {
  release_if([&](const OpenBatch& batch) { return batch.campaign == campaign; });
}

bool LetterChannel::release_and_tell(std::string_view name, std::function<void(std::string)> told) {
  const auto open =
      std::find_if(open_.begin(), open_.end(), [&](const OpenBatch& batch) { return batch.name == name; });
  if (open == open_.end()) return false;
  open->told.push_back(std::move(told));
  release_if([&](const OpenBatch& batch) { return batch.name == name; });
  return true;
}

std::vector<BatchInfo> LetterChannel::batches() const {
  std::vector<BatchInfo> all = shelf_->batches();
  for (BatchInfo& batch : all)
    if (batch.state == "released") batch.folder = outbox_.folder_of(batch.name);
  for (const OpenBatch& batch : open_)
    all.push_back({batch.name, "open", batch.letters.size(), batch.opened, batch.closes});
  return all;
}

Recovery LetterChannel::recover(std::string_view reference,
                                std::chrono::system_clock::time_point claimed_at) const {
  return past_ ? past_->fate(reference, claimed_at) : Recovery::unknown;
}

std::string LetterChannel::recovered_in(std::string_view reference) const {
  return past_ ? past_->batch_of(reference) : std::string();
}

MessagePicture LetterChannel::picture(const Envelope& envelope, Time at) const {
  return draw_letter(letter_of(envelope, settings_.communes.get(), settings_.districts), settings_.stationery,
                     at);
}

void LetterChannel::stop(std::chrono::milliseconds grace) {
  if (give_up_at_ == 0)
    give_up_at_ = std::max<std::chrono::steady_clock::rep>(
        1, (std::chrono::steady_clock::now() + grace).time_since_epoch().count());
  if (timer_) timer_->cancel();
  for (OpenBatch& batch : open_) {
    boost::asio::post(batch.executor, [waiting = std::make_shared<Waiting>(std::move(batch.waiting)),
                                       told = std::move(batch.told)] {
      waiting->answer_rest(not_sent());
      for (const auto& tell : told) tell("the service stopped before its batch was closed");
    });
  }
  open_.clear();
}

}  // namespace triand::channels::letter
