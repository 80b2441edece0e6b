#include "daemon/receipts/receipt_watch.hpp"

#include <algorithm>

#include <boost/asio/post.hpp>

#include "daemon/store/find_delivery.hpp"
#include "daemon/store/record.hpp"

namespace triand::receipts {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

// Small enough that an outcome never waits long behind it.
constexpr int kPiece = 500;
// A pass reads every delivery of its queues: it may take this share of the time, and no receipt's time is passed by
// more than a twentieth, but for a second.
constexpr int kShare = 20;
constexpr Clock::duration kShortestPause = 1s;
constexpr Clock::duration kLongestPause = 60s;
constexpr Clock::duration kLongestGrace = 30min;

}  // namespace

struct ReceiptWatch::Pass {
  std::vector<WatchedQueue> queues;
  std::size_t at = 0;
  std::int64_t after = 0;
  store::TimePoint now;
  Clock::time_point started;
  bool unanswered = false;  // of the queue under way: something could not be asked

  [[nodiscard]] const WatchedQueue& queue() const { return queues[at]; }
  // What has stood since before these is over its time, and over it twice.
  [[nodiscard]] store::TimePoint once() const { return now - queue().timeout; }
  [[nodiscard]] store::TimePoint twice() const { return now - 2 * queue().timeout; }
};

ReceiptWatch::ReceiptWatch(boost::asio::any_io_executor worker, store::Writer& writer,
                           store::ReaderPool& readers, ReceiptDesk::NextChannel next_channel,
                           std::function<void(std::int64_t channel)> queued)
    : worker_(std::move(worker)),
      writer_(writer),
      readers_(readers),
      next_channel_(std::move(next_channel)),
      queued_(std::move(queued)) {}

void ReceiptWatch::look(std::vector<WatchedQueue> queues, store::TimePoint now, SteadyTime steady) {
  std::erase_if(queues, [&](const WatchedQueue& queue) {
    return steady - hears_since_ < std::min<Clock::duration>(queue.timeout, kLongestGrace);
  });
  if (queues.empty() || steady < next_pass_.load() || busy_.exchange(true)) return;
  auto pass = std::make_shared<Pass>(Pass{std::move(queues), 0, 0, now, Clock::now(), false});
  boost::asio::post(worker_, [this, pass] { go_on(pass); });
}

ReceiptWatch::Asked& ReceiptWatch::asked(const WatchedQueue& queue, store::TimePoint now) {
  const auto [known, is_new] = asked_.try_emplace({queue.campaign, queue.channel, queue.state});
  // Of what nobody waits for any more nothing is asked that an earlier run would have asked.
  if (is_new && !queue.gives_up) known->second = {now - 2 * queue.timeout, now - 2 * queue.timeout};
  return known->second;
}

void ReceiptWatch::go_on(const std::shared_ptr<Pass>& pass) {
  try {
    while (pass->at < pass->queues.size()) {
      const WatchedQueue& queue = pass->queue();
      const store::TimePoint since = queue.gives_up ? store::TimePoint() : asked(queue, pass->now).twice;
      auto overdue = readers_.lend()->unchanged_since(queue.campaign, queue.channel, queue.state,
                                                      pass->once(), pass->after, kPiece, since);
      if (!overdue.empty()) {
        pass->after = overdue.back();
        if (queue.asks && ask_)
          inquire(pass, overdue);
        else
          settle(pass, std::move(overdue), {});
        return;
      }
      if (!pass->unanswered) asked(queue, pass->now) = {pass->once(), pass->twice()};
      ++pass->at;
      pass->after = 0;
      pass->unanswered = false;
    }
  } catch (const std::exception&) {
    // What cannot be read now is read in the next pass; the writer tells when the disk is at fault.
  }
  end(*pass);
}

void ReceiptWatch::inquire(const std::shared_ptr<Pass>& pass, const std::vector<std::int64_t>& overdue) {
  const WatchedQueue& queue = pass->queue();
  const auto reader = readers_.lend();
  const Asked& before = asked(queue, pass->now);
  const auto of_these_before = [&](store::TimePoint then) {
    return reader->unchanged_since(queue.campaign, queue.channel, queue.state, then, overdue.front() - 1,
                                   kPiece, queue.gives_up ? store::TimePoint() : before.twice);
  };
  // Whom the gateway has waited for twice as long as for others is given up, whether it can be asked or not.
  const auto late = of_these_before(pass->twice());
  const auto has = [](const std::vector<std::int64_t>& ids, std::int64_t id) {
    return std::binary_search(ids.begin(), ids.end(), id);
  };
  std::vector<Question> questions;
  {
    const auto asked_once = of_these_before(before.once);
    const auto asked_twice = of_these_before(before.twice);
    for (store::NamedDelivery& one : reader->named_by_gateway(overdue))
      if (!one.provider_id.empty() && !has(has(late, one.id) ? asked_twice : asked_once, one.id))
        questions.push_back({one.id, one.reference, one.provider_id});
  }
  ask_(queue.channel, std::move(questions),
       [this, pass, overdue, late, has, begun = Clock::now()](std::vector<Answer> answers) {
         boost::asio::post(worker_, [this, pass, overdue, late, has, begun, answers = std::move(answers)] {
           // Waiting for a gateway takes nothing from anybody.
           pass->started += Clock::now() - begun;
           std::vector<std::int64_t> lost = overdue;
           std::vector<Answer> arrived;
           for (const Answer& answer : answers) {
             const std::int64_t id = answer.question.delivery;
             const bool has_arrived =
                 answer.receipt && answer.receipt->word == channels::Receipt::Word::delivered;
             if (has_arrived) arrived.push_back(answer);
             if (!answer.receipt) pass->unanswered = true;
             if (has_arrived || (!answer.receipt && !has(late, id))) std::erase(lost, id);
           }
           if (!pass->queue().gives_up) lost.clear();
           settle(pass, std::move(lost), std::move(arrived));
         });
       });
}

void ReceiptWatch::settle(const std::shared_ptr<Pass>& pass, std::vector<std::int64_t> overdue,
                          std::vector<Answer> arrived) {
  auto queued = std::make_shared<std::vector<std::int64_t>>();
  writer_.post(
      [this, pass, queued, overdue = std::move(overdue),
       arrived = std::move(arrived)](store::WriteSession& session) {
        queued->clear();
        for (const Answer& answer : arrived) {
          store::LaterWord word;
          word.delivery = answer.question.delivery;
          word.event = domain::DeliveryEvent::receipt_delivered;
          word.code = answer.receipt->code;
          word.provider_id = answer.question.provider_id;
          word.detail = answer.receipt->detail;
          word.repeats = true;
          word.now = pass->now;
          (void)store::apply_later_word(session, word);
        }
        const WatchedQueue& queue = pass->queue();
        for (const std::int64_t id : overdue) {
          const auto found = store::find_delivery(session, id);
          // A receipt may have come since it was read.
          if (!found || found->state != queue.state || found->updated_at >= pass->now - queue.timeout)
            continue;
          store::LaterWord word;
          if (const auto routed = store::routed_delivery(session, id))
            word.next_channel = next_channel_(*routed);
          if (!word.next_channel) continue;
          word.delivery = id;
          word.event = domain::DeliveryEvent::no_receipt_in_time;
          word.history = store::HistoryEvent::no_receipt;
          word.reason = domain::Reason::no_receipt;
          word.now = pass->now;
          if (store::apply_later_word(session, word)) queued->push_back(*word.next_channel);
        }
      },
      [this, pass, queued](std::exception_ptr error) {
        if (!error) {
          std::sort(queued->begin(), queued->end());
          queued->erase(std::unique(queued->begin(), queued->end()), queued->end());
          for (const std::int64_t channel : *queued) queued_(channel);
        }
        boost::asio::post(worker_, [this, pass, failed = error != nullptr] {
          if (failed)
            end(*pass);
          else
            go_on(pass);
        });
      });
}

void ReceiptWatch::end(const Pass& pass) {
  const auto now = Clock::now();
  auto shortest = kLongestPause;
  for (const WatchedQueue& queue : pass.queues)
    shortest = std::min<Clock::duration>(shortest, queue.timeout / kShare);
  next_pass_ = now + std::max({kShortestPause, shortest, (now - pass.started) * kShare});
  busy_ = false;
}

}  // namespace triand::receipts
