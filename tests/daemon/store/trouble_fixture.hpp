#pragma once

#include <sys/stat.h>

#include <chrono>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "tests/daemon/store/store_fixture.hpp"

namespace triand::store {

// A StoreFixture whose campaign is approved and whose writer's words are kept, with the writing connection within reach:
// it is used while the writer is stuck.
class TroubleFixture : public StoreFixture {
 public:
  explicit TroubleFixture(int customers = 10) : StoreFixture(customers) {
    approve();
    reopen();
  }
  ~TroubleFixture() { writer.reset(); }

  void reopen() {
    writer.reset();
    auto database = open_for_writing(path());
    connection = database.get();
    connection->exec("PRAGMA wal_autocheckpoint = 20");
    writer = std::make_unique<Writer>(
        std::move(database),
        [this](bool recording, const std::string& trouble) {
          const std::lock_guard lock(mutex_);
          said_.push_back(recording ? "recording" : trouble);
        },
        [this](const std::string&) { ++reopenings; });
  }

  // What was said of recording, in this order.
  [[nodiscard]] std::vector<std::string> said() {
    const std::lock_guard lock(mutex_);
    return said_;
  }

  [[nodiscard]] AttemptRecord accepted(const ClaimedDelivery& claimed) const {
    AttemptRecord out;
    out.delivery = claimed.id;
    out.lease = claimed.lease;
    out.event = domain::DeliveryEvent::answered_accepted;
    out.at = out.now = now;
    return out;
  }

  // Ready once the writer has answered: true when the work is on disk.
  std::future<bool> must(Writer::Work work) { return hand_in(&Writer::must, std::move(work)); }
  std::future<bool> post(Writer::Work work) { return hand_in(&Writer::post, std::move(work)); }

  // The bytes of the write-ahead log; 0 when there is none.
  [[nodiscard]] std::int64_t log_bytes() const {
    struct stat status {};
    return ::stat((path() + "-wal").c_str(), &status) == 0 ? status.st_size : 0;
  }

  // False when it has not come true within a time that is long for anything that will.
  static bool eventually(const std::function<bool()>& condition) {
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (!condition()) {
      if (std::chrono::steady_clock::now() > until) return false;
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    return true;
  }

  SQLite::Database* connection = nullptr;
  std::atomic<int> reopenings = 0;

 private:
  std::future<bool> hand_in(void (Writer::*how)(Writer::Work, Writer::Done), Writer::Work work) {
    auto promise = std::make_shared<std::promise<bool>>();
    auto future = promise->get_future();
    ((*writer).*how)(std::move(work),
                     [promise](std::exception_ptr error) { promise->set_value(error == nullptr); });
    return future;
  }

  std::mutex mutex_;
  std::vector<std::string> said_;
};

}  // namespace triand::store
