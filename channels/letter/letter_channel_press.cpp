#include <memory>
#include <utility>

#include <boost/asio/execution/outstanding_work.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/prefer.hpp>

#include "channels/letter/letter_channel.hpp"
#include "channels/letter/press.hpp"

// What the letter channel does with a batch that takes no more letters: has it pressed, and tells what became of it.

namespace triand::channels::letter {
namespace {

// For whoever released it; empty when it is in the outbox.
std::string fault_of(const Pressed& pressed) {
  if (pressed.fate == Pressed::Fate::uncertain)
    return "the batch appeared but could not be synced to its disk";
  if (pressed.fate == Pressed::Fate::appeared) return {};
  if (!pressed.fault.empty()) return pressed.fault;
  return "none of its letters could be printed: " +
         (pressed.refused.empty() ? "" : pressed.refused.front().why);
}

}  // namespace

void LetterChannel::close(Batches::iterator open) {
  drop_unwanted(*open);
  if (open->letters.empty()) {
    for (const auto& tell : open->told)
      boost::asio::post(open->executor, [tell] {
        tell("none of its letters may leave now: paused, cancelled or suppressed");
      });
    open_.erase(open);
    return;
  }
  auto batch = std::make_shared<OpenBatch>(std::move(*open));
  open_.erase(open);
  ClosedBatch closed;
  closed.name = batch->name;
  closed.campaign = batch->campaign;
  closed.closed = runtime_->now();
  closed.letters = std::move(batch->letters);
  const boost::asio::any_io_executor executor = batch->executor;
  print(std::move(closed), executor,
        [batch = std::move(batch)](const std::string& name, const Pressed& pressed) {
          batch->waiting.answer_all(name, pressed);
          for (const auto& tell : batch->told) tell(fault_of(pressed));
        });
}

void LetterChannel::print(ClosedBatch batch, const boost::asio::any_io_executor& executor,
                          std::function<void(const std::string&, const Pressed&)> told) {
  shelf_->add(
      {.name = batch.name, .state = "rendering", .letters = batch.letters.size(), .created = batch.closed},
      batch.reprint_of);
  // The channel waits for this thread before it goes, the network thread's part lives on its own.
  boost::asio::post(presses_, [this, shelf = shelf_, executor, tell = std::move(told),
                               work = std::move(batch)]() mutable {
    const std::string name = work.name;
    const PressWatch watch{
        .interrupted =
            [this] {
              const auto deadline = give_up_at_.load();
              return deadline != 0 && std::chrono::steady_clock::now().time_since_epoch().count() >= deadline;
            },
        .rendered = [&] { boost::asio::post(executor, [shelf, name] { shelf->rendered(name); }); }};
    Pressed pressed = press(std::move(work), settings_.stationery, outbox_, watch);
    boost::asio::post(executor,
                      [shelf = std::move(shelf), tell = std::move(tell), name, result = std::move(pressed)] {
                        if (result.fate == Pressed::Fate::nothing)
                          shelf->gone(name);
                        else
                          shelf->released(name, result.printed.size());
                        tell(name, result);
                      });
  });
}

void LetterChannel::reprint(std::string_view of, std::vector<Envelope> letters,
                            std::function<void(Reprint)> told) {
  const auto executor =
      boost::asio::prefer(runtime_->executor, boost::asio::execution::outstanding_work.tracked);
  if (give_up_at_ != 0 || letters.empty()) {
    boost::asio::post(executor, [tell = std::move(told), stopped = give_up_at_ != 0] {
      tell({.batch = {},
            .printed = {},
            .refused = {},
            .fault = stopped ? "the service is stopping" : "there is no letter to print"});
    });
    return;
  }
  remember_folder();
  ClosedBatch batch;
  batch.campaign = letters.front().campaign;
  batch.closed = runtime_->now();
  batch.name = new_name(batch.campaign, false);
  batch.reprint_of = of;
  for (const Envelope& envelope : letters)
    batch.letters.push_back(letter_of(envelope, settings_.communes.get(), settings_.districts));
  print(std::move(batch), executor,
        [tell = std::move(told)](const std::string& name, const Pressed& pressed) {
          Reprint out;
          if (pressed.fate != Pressed::Fate::nothing) out.batch = name;
          out.printed = pressed.printed;
          for (const Refused& refused : pressed.refused)
            out.refused.emplace_back(refused.reference, refused.why);
          out.fault = fault_of(pressed);
          tell(std::move(out));
        });
}

}  // namespace triand::channels::letter
