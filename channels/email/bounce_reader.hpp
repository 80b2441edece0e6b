#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <thread>

#include "channels/channel.hpp"
#include "channels/email/bounce_address.hpp"
#include "channels/email/maildir.hpp"

namespace triand::channels::email {

// Empties the mailbox that bounces come to, on a thread of its own. A report is removed only when what it says is on
// disk; read twice after a crash, it says the same again. Whatever is no report about a message of ours is moved to
// cur/ and left to people.
class BounceReader {
 public:
  // `runtime` outlives the reader. Looks at once and then every `pause`.
  BounceReader(std::string path, BounceAddress address, Runtime& runtime, std::chrono::milliseconds pause);
  // Waits for the file that is just being read, for nothing else.
  ~BounceReader();
  BounceReader(const BounceReader&) = delete;
  BounceReader& operator=(const BounceReader&) = delete;

  // Reads no more. Any thread; idempotent.
  void stop();

 private:
  struct Shared;
  struct Batch;

  void run();
  // Reads what has come; whether there may be more at once.
  bool look();
  void take(Batch& batch, const std::string& name);
  // Hands receipts over and waits; whether they are on disk.
  bool hand_over(std::vector<Receipt> receipts);
  void tell(std::function<void()> what);
  void complain(const std::string& why);

  Maildir maildir_;
  BounceAddress address_;
  Runtime& runtime_;
  std::chrono::milliseconds pause_;
  std::shared_ptr<Shared> shared_;
  bool complained_ = false;  // of the trouble that is not over yet
  std::thread thread_;
};

}  // namespace triand::channels::email
