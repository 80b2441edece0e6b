#include "channels/email/bounce_reader.hpp"

#include <condition_variable>
#include <exception>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include <boost/asio/post.hpp>

#include "channels/email/returned_mail.hpp"

namespace triand::channels::email {
namespace {

constexpr std::size_t kAtOnce = 200;
// A report comes first in its mail; what follows is our own message, of which the head is enough.
constexpr std::size_t kMostBytes = std::size_t{256} * 1024;

}  // namespace

// What the thread shares with those who answer it: they may come after its end.
struct BounceReader::Shared {
  std::mutex mutex;
  std::condition_variable changed;
  bool stopping = false;
  std::optional<bool> stored;  // the answer to the receipts that were handed over last
};

struct BounceReader::Batch {
  std::vector<Receipt> receipts;
  std::vector<std::string> reports;  // their files
};

BounceReader::BounceReader(std::string path, BounceAddress address, Runtime& runtime,
                           std::chrono::milliseconds pause)
    : maildir_(std::move(path)),
      address_(std::move(address)),
      runtime_(runtime),
      pause_(pause),
      shared_(std::make_shared<Shared>()),
      thread_([this] { run(); }) {}

BounceReader::~BounceReader() {
  stop();
  thread_.join();
}

void BounceReader::stop() {
  {
    const std::lock_guard lock(shared_->mutex);
    shared_->stopping = true;
  }
  shared_->changed.notify_all();
}

void BounceReader::run() {
  bool more = true;
  for (;;) {
    {
      std::unique_lock lock(shared_->mutex);
      if (!more) shared_->changed.wait_for(lock, pause_, [this] { return shared_->stopping; });
      if (shared_->stopping) return;
    }
    try {
      more = look();
      complained_ = false;
    } catch (const std::exception& trouble) {
      more = false;
      complain(trouble.what());
    }
  }
}

bool BounceReader::look() {
  const std::vector<std::string> names = maildir_.fresh(kAtOnce);
  Batch batch;
  for (const std::string& name : names) take(batch, name);
  if (!batch.receipts.empty()) {
    if (!hand_over(std::move(batch.receipts))) return false;
    for (const std::string& name : batch.reports) maildir_.remove(name);
  }
  return names.size() == kAtOnce;
}

void BounceReader::take(Batch& batch, const std::string& name) {
  const std::optional<std::string> text = maildir_.read(name, kMostBytes);
  ReturnedMail mail;
  if (text) mail = read_returned_mail(*text, address_);
  if (mail.kind == ReturnedMail::Kind::report) {
    batch.receipts.push_back(std::move(mail.receipt));
    batch.reports.push_back(name);
    return;
  }
  if (mail.kind == ReturnedMail::Kind::forged && runtime_.refuse_receipt)
    tell([&runtime = runtime_] {
      runtime.refuse_receipt("a bounce names a message of ours without our signature");
    });
  maildir_.keep(name);
}

bool BounceReader::hand_over(std::vector<Receipt> receipts) {
  {
    const std::lock_guard lock(shared_->mutex);
    shared_->stored.reset();
  }
  tell([&runtime = runtime_, shared = shared_, all = std::move(receipts)]() mutable {
    runtime.take_receipts(std::move(all), [shared](bool stored) {
      {
        const std::lock_guard lock(shared->mutex);
        shared->stored = stored;
      }
      shared->changed.notify_all();
    });
  });
  std::unique_lock lock(shared_->mutex);
  shared_->changed.wait(lock, [this] { return shared_->stopping || shared_->stored.has_value(); });
  return shared_->stored.value_or(false);
}

// On the network thread.
void BounceReader::tell(std::function<void()> what) { boost::asio::post(runtime_.executor, std::move(what)); }

void BounceReader::complain(const std::string& why) {
  if (complained_ || !runtime_.log) return;
  complained_ = true;
  tell([&runtime = runtime_, why] {
    runtime.log(LogLevel::warning, "bounces_unreadable",
                "channel " + runtime.name + ": bounces cannot be read, it is tried again: " + why);
  });
}

}  // namespace triand::channels::email
