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
  auto pass = std::make_shared<Pass>(Pass{std::move(queues), 0, 0, now, Clock::now()});
  boost::asio::post(worker_, [this, pass] { go_on(pass); });
}

void ReceiptWatch::go_on(const std::shared_ptr<Pass>& pass) {
  try {
    while (pass->at < pass->queues.size()) {
      const WatchedQueue& queue = pass->queues[pass->at];
      auto overdue = readers_.lend()->unchanged_since(queue.campaign, queue.channel, queue.state,
                                                      pass->now - queue.timeout, pass->after, kPiece);
      if (!overdue.empty()) {
        pass->after = overdue.back();
        if (queue.asks && ask_)
          inquire(pass, overdue);
        else
          settle(pass, std::move(overdue), {});
        return;
      }
      ++pass->at;
      pass->after = 0;
    }
  } catch (const std::exception&) {
    // What cannot be read now is read in the next pass; the writer tells when the disk is at fault.
  }
  end(*pass);
}

void ReceiptWatch::inquire(const std::shared_ptr<Pass>& pass, const std::vector<std::int64_t>& overdue) {
  const WatchedQueue& queue = pass->queues[pass->at];
  const auto reader = readers_.lend();
  std::vector<Question> questions;
  for (store::NamedDelivery& one : reader->named_by_gateway(overdue))
    if (!one.provider_id.empty()) questions.push_back({one.id, one.reference, one.provider_id});
  // Whom the gateway has waited for twice as long as for others is given up, whether it can be asked or not.
  const auto late = reader->unchanged_since(queue.campaign, queue.channel, queue.state,
                                            pass->now - 2 * queue.timeout, overdue.front() - 1, kPiece);
  ask_(queue.channel, std::move(questions), [this, pass, overdue, late](std::vector<Answer> answers) {
    boost::asio::post(worker_, [this, pass, overdue, late, answers = std::move(answers)] {
      std::vector<std::int64_t> lost = overdue;
      std::vector<Answer> arrived;
      for (const Answer& answer : answers) {
        const bool given_up = std::binary_search(late.begin(), late.end(), answer.question.delivery);
        const bool has_arrived = answer.receipt && answer.receipt->word == channels::Receipt::Word::delivered;
        if (has_arrived) arrived.push_back(answer);
        if (has_arrived || (!answer.receipt && !given_up)) std::erase(lost, answer.question.delivery);
      }
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
        const WatchedQueue& queue = pass->queues[pass->at];
        for (const std::int64_t id : overdue) {
          const auto found = store::find_delivery(session, id);
          // A receipt may have come since it was read.
          if (!found || found->state != queue.state || found->updated_at >= pass->now - queue.timeout)
            continue;
          store::LaterWord word;
          word.next_channel = next_channel_(*found);
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
