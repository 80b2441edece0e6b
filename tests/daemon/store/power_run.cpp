#include "tests/daemon/store/power_run.hpp"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <stdexcept>
#include <thread>

#include "daemon/store/claim.hpp"
#include "daemon/store/database.hpp"
#include "daemon/store/record.hpp"
#include "daemon/store/recovery.hpp"
#include "daemon/store/store_error.hpp"
#include "daemon/store/writer.hpp"

namespace triand::store {
namespace {

using domain::DeliveryEvent;
using domain::DeliveryState;
using Kind = PowerReport::Kind;

constexpr int kSmallCheckpoint = 20;

void say(int pipe, Kind kind, std::int64_t delivery, DeliveryState state = DeliveryState::queued) {
  const PowerReport report{kind, state, delivery};
  // Shorter than PIPE_BUF: whole or not at all, whoever else writes.
  if (::write(pipe, &report, sizeof report) != static_cast<ssize_t>(sizeof report)) ::_exit(1);
}

// The sending machine, inside its own process.
class Machine {
 public:
  Machine(const PowerRun& run, int pipe) : run_(run), pipe_(pipe), random_(run.power.seed) { open(); }

  void send_everything() {
    for (int idle = 0; idle < 2;) {
      std::vector<ClaimedDelivery> claimed;
      for (const auto& [name, channel] : run_.channels)
        for (auto& one : claim_some(channel)) claimed.push_back(std::move(one));
      idle = claimed.empty() ? idle + 1 : 0;
      for (const ClaimedDelivery& one : claimed) hand_over(one);
      if (run_.readers) read_for_a_while();
      if (distrusted_) open_anew();
    }
    close();
  }

 private:
  void open() {
    auto database = open_for_writing(run_.database);
    if (run_.only_normal) database->exec("PRAGMA synchronous = NORMAL");
    database->exec("PRAGMA wal_autocheckpoint = " + std::to_string(kSmallCheckpoint));
    writer_ = std::make_unique<Writer>(std::move(database), nullptr,
                                       [this](const std::string&) { distrusted_ = true; });
    if (run_.blind_checkpoints)
      writer_->run([](WriteSession& session) {
        session.database().exec("PRAGMA wal_autocheckpoint = " + std::to_string(kSmallCheckpoint));
      });
  }

  // The last outcomes are durable when a job behind them is; closing takes the log into the database.
  void close() {
    reader_.reset();
    while (!try_to([](WriteSession&) {})) continue;
    writer_.reset();
  }

  // As the service does after a failed sync: everything is answered, then closed and opened.
  void open_anew() {
    close();
    distrusted_ = false;
    while (!writer_) {
      try {
        open();
      } catch (const StoreError&) {
        // The sync failed once more: the service would end here and be started again.
      }
    }
    while (!try_to([&](WriteSession& session) {
      recover_leases(
          session, [](std::int64_t, const std::string&, TimePoint) { return CrashFate::in_doubt; }, run_.now);
    }))
      continue;
    say(pipe_, Kind::reopened, 0);
  }

  template <class Function>
  bool try_to(Function function) {
    try {
      writer_->run(function);
      return true;
    } catch (const CannotRecord&) {
      while (!writer_->recording()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
      return false;
    }
  }

  std::vector<ClaimedDelivery> claim_some(std::int64_t channel) {
    const ClaimRequest request{.campaign = run_.campaign,
                               .channel = channel,
                               .limit = static_cast<int>(1 + random_() % 5),
                               .day = 20261218,
                               .now = run_.now};
    ClaimResult result;
    while (!try_to([&](WriteSession& session) { result = claim(session, request); })) continue;
    return std::move(result.deliveries);
  }

  void hand_over(const ClaimedDelivery& claimed) {
    say(pipe_, Kind::given, claimed.id);
    AttemptRecord record;
    record.delivery = claimed.id;
    record.lease = claimed.lease;
    record.provider_id = "gateway-" + std::to_string(claimed.id);
    record.at = record.now = run_.now;
    DeliveryState state = DeliveryState::accepted;
    record.event = DeliveryEvent::answered_accepted;
    switch (random_() % 8) {
      case 0:
        record.event = DeliveryEvent::answered_rejected;
        record.reason = domain::Reason::bad_number;
        if (queue_of(claimed.id).channel == run_.channels.at("sms"))
          record.next_channel = run_.channels.at("email");
        state = DeliveryState::failed;
        break;
      case 1:
        record.event = DeliveryEvent::answered_deferred;
        record.reason = domain::Reason::throttled;
        record.due = run_.now;
        state = DeliveryState::queued;
        break;
      case 2:
        record.event = DeliveryEvent::answered_in_doubt;
        record.reason = domain::Reason::timeout;
        state = DeliveryState::in_doubt;
        break;
      default:
        break;
    }
    note(claimed.id, state, [record](WriteSession& session) { record_attempt(session, record); });
    if (state == DeliveryState::accepted && random_() % 3 == 0) receive(claimed.id);
  }

  void receive(std::int64_t delivery) {
    LaterWord word;
    word.delivery = delivery;
    word.event = DeliveryEvent::receipt_delivered;
    word.now = run_.now;
    note(delivery, DeliveryState::delivered,
         [word](WriteSession& session) { apply_later_word(session, word); });
  }

  void note(std::int64_t delivery, DeliveryState state, Writer::Work work) {
    say(pipe_, Kind::answering, delivery, state);
    writer_->must(std::move(work), [pipe = pipe_, delivery, state](std::exception_ptr error) {
      if (!error) say(pipe, Kind::answered, delivery, state);
    });
  }

  // A snapshot that stays open for a few rounds: what is written meanwhile cannot be taken into the database whole.
  void read_for_a_while() {
    if (!reader_) {
      reader_ = open_for_reading(run_.database);
      reader_->exec("BEGIN");
      (void)reader_->execAndGet("SELECT count(*) FROM delivery_count");
    } else if (random_() % 3 == 0) {
      reader_.reset();
    }
  }

  const PowerRun& run_;
  int pipe_;
  std::mt19937 random_;
  std::atomic<bool> distrusted_ = false;
  std::unique_ptr<Writer> writer_;
  std::unique_ptr<SQLite::Database> reader_;
};

[[noreturn]] void be_the_machine(const PowerRun& run, int pipe) {
  try {
    PowerSupply power(run.power, [pipe](bool log) {
      say(pipe, log ? Kind::log_sync_failed : Kind::database_sync_failed, 0);
    });
    Machine machine(run, pipe);
    machine.send_everything();
    say(pipe, Kind::finished, power.operations());
    ::_exit(0);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "the machine failed: %s\n", error.what());
    ::_exit(1);
  }
}

}  // namespace

PowerEnd run_until_dark(const PowerRun& run) {
  int ends[2] = {-1, -1};
  if (::pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  const pid_t child = ::fork();
  if (child < 0) throw std::runtime_error("no process");
  if (child == 0) {
    ::close(ends[0]);
    be_the_machine(run, ends[1]);
  }
  ::close(ends[1]);
  PowerEnd out;
  PowerReport report;
  while (::read(ends[0], &report, sizeof report) == static_cast<ssize_t>(sizeof report))
    out.reports.push_back(report);
  ::close(ends[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  if (!WIFEXITED(status) || (WEXITSTATUS(status) != 0 && WEXITSTATUS(status) != PowerSupply::kDark))
    throw std::runtime_error("the sending process ended with status " + std::to_string(status));
  out.dark = WEXITSTATUS(status) == PowerSupply::kDark;
  return out;
}

}  // namespace triand::store
