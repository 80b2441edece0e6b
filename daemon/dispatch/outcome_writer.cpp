#include "daemon/dispatch/outcome_writer.hpp"

#include <memory>
#include <utility>

#include <boost/asio/post.hpp>

#include "daemon/domain/hold_reason.hpp"
#include "daemon/store/addressee.hpp"
#include "daemon/store/campaign_writer.hpp"
#include "daemon/store/channel_writer.hpp"

namespace triand::dispatch {

namespace {

store::Recorded write_one(store::WriteSession& session, const OutcomeWriter::Outcome& outcome) {
  store::Recorded recorded = store::record_attempt(session, outcome.record);
  if (!outcome.resend_at || recorded.state != domain::DeliveryState::in_doubt) return recorded;
  store::apply_later_word(session,
                          store::resend_word(outcome.record.delivery, outcome.record.now, outcome.resend_at));
  recorded.state = domain::DeliveryState::queued;
  return recorded;
}

// What the gateway's refusal says of the address for good. A refusal of our own has no failure class.
std::vector<domain::Suppression> follows_from(store::WriteSession& session,
                                              const store::AttemptRecord& record) {
  if (record.event != domain::DeliveryEvent::answered_rejected || record.failure_class.empty() ||
      !domain::is_about_addressee(record.reason))
    return {};
  const auto addressee = store::addressee_of(session, record.delivery);
  return addressee ? domain::suppressions_by_word(record.reason, *addressee)
                   : std::vector<domain::Suppression>();
}

// Who suppresses, in the audit.
const std::string kOurselves = "triand";

}  // namespace

OutcomeWriter::~OutcomeWriter() { write(); }

void OutcomeWriter::record(Outcome outcome) { kept_.push_back(std::move(outcome)); }

void OutcomeWriter::write(std::optional<store::Writer::Job> claim) {
  std::vector<store::Writer::Job> jobs;
  if (!kept_.empty()) jobs.push_back(job_of(std::make_shared<Batch>(std::move(kept_))));
  kept_.clear();
  if (claim) jobs.push_back(std::move(*claim));
  if (!jobs.empty()) writer_.enqueue(std::move(jobs));
}

store::Writer::Job OutcomeWriter::job_of(std::shared_ptr<Batch> batch) {
  auto recorded = std::make_shared<std::vector<store::Recorded>>();
  store::Writer::Job job;
  job.must = true;
  auto suppressed =
      suppressions_ ? std::make_shared<store::SuppressionDesk::Consequences>(*suppressions_) : nullptr;
  job.work = [batch, recorded, suppressed](store::WriteSession& session) {
    recorded->clear();
    if (suppressed) suppressed->begin();
    for (const Outcome& outcome : *batch) {
      recorded->push_back(write_one(session, outcome));
      if (suppressed) suppressed->store(session, follows_from(session, outcome.record), kOurselves);
    }
  };
  job.done = [this, batch, recorded, suppressed, executor = executor_,
              alive = std::weak_ptr(alive_)](std::exception_ptr error) {
    if (suppressed && !error) suppressed->known();
    boost::asio::post(executor, [this, batch, recorded, failed = error != nullptr, alive] {
      if (alive.expired()) return;
      if (failed && batch->size() > 1) {
        // One of them cannot be written: it must not take the others along.
        for (Outcome& outcome : *batch) {
          auto alone = std::make_shared<Batch>();
          alone->push_back(std::move(outcome));
          std::vector<store::Writer::Job> jobs;
          jobs.push_back(job_of(std::move(alone)));
          writer_.enqueue(std::move(jobs));
        }
        return;
      }
      recorded->resize(batch->size());
      for (std::size_t at = 0; at < batch->size(); ++at) (*batch)[at].done((*recorded)[at]);
    });
  };
  return job;
}

store::Writer::Done OutcomeWriter::told(Written written) {
  return [written = std::move(written), executor = executor_,
          alive = std::weak_ptr(alive_)](const std::exception_ptr&) {
    // Here, before anything else is written: whoever ends this stop reads the store later.
    boost::asio::post(executor, [written, alive, at = std::chrono::steady_clock::now()] {
      if (!alive.expired()) written(at);
    });
  };
}

void OutcomeWriter::stop_channel(domain::Reason reason, std::string detail, store::TimePoint at,
                                 Written written) {
  writer_.must(
      [channel = channel_, reason, detail = std::move(detail), at](store::WriteSession& session) {
        store::stop_channel(session, channel, reason, detail, at);
      },
      told(std::move(written)));
}

void OutcomeWriter::stop_template(std::int64_t campaign, std::string why, store::TimePoint at,
                                  Written written) {
  writer_.must(
      [campaign, channel = channel_, why = std::move(why), at](store::WriteSession& session) {
        store::set_pause(session, campaign, channel, 0, "triand", why,
                         std::string(domain::to_string(domain::HoldReason::template_stopped)), at);
      },
      told(std::move(written)));
}

}  // namespace triand::dispatch
