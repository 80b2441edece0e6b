#pragma once

#include <atomic>
#include <list>
#include <memory>
#include <unordered_map>

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>

#include "channels/channel.hpp"
#include "channels/letter/open_batch.hpp"
#include "channels/letter/outbox_folder.hpp"
#include "channels/letter/settings.hpp"
#include "channels/letter/shelf.hpp"
#include "channels/preview_file.hpp"

namespace triand::channels::letter {

// Gathers letters into batches, one open batch a campaign, and puts each as a PDF with its manifest into the outbox
// folder when it is full, at the cut-off, or when it is released. Until then its letters are with nobody but us: a
// stop gives them back, a crash means that they were not sent. A test letter is a batch of its own, closed at once.
//
// An open batch goes by a provisional name, CAMPAIGN-DAY-SEQUENCE, which batches() shows and release() takes; closed,
// it has 12 digits of a hash over its references behind that, and this final name is its folder and provider id.
class LetterChannel final : public Channel {
 public:
  explicit LetterChannel(Settings settings);
  // Waits for the letter being drawn.
  ~LetterChannel() override;

  // Throws when the directory cannot be used or the font is not installed.
  void start(Runtime& runtime) override;
  void send(Envelope envelope, Done done) override;
  [[nodiscard]] std::size_t holds() const override { return settings_.batch; }
  void release(std::string_view batch) override;
  [[nodiscard]] std::vector<BatchInfo> batches() const override;
  void look_again() override;
  [[nodiscard]] Recovery recover(std::string_view reference,
                                 std::chrono::system_clock::time_point claimed_at) const override;
  // One letter as it would be printed. Any thread, also before start().
  [[nodiscard]] MessagePicture picture(const Envelope& envelope, Time at) const;
  // Batches already being rendered may appear within `grace`; open ones are given back.
  void stop(std::chrono::milliseconds grace) override;

 private:
  using Batches = std::list<OpenBatch>;

  OpenBatch& batch_for(const Envelope& envelope);
  void drop_unwanted(OpenBatch& batch);
  void close(Batches::iterator batch);
  bool close_if(const std::function<bool(const OpenBatch&)>& due);
  bool close_when_full();
  void watch_cut_off();

  const Settings settings_;
  const OutboxFolder outbox_;
  Runtime* runtime_ = nullptr;
  Batches open_;
  std::shared_ptr<Shelf> shelf_ = std::make_shared<Shelf>();  // shared with answers under way
  // References found in the outbox at start, and when the newest batch with each appeared there.
  std::unordered_map<std::string, std::chrono::system_clock::time_point> sent_before_;
  std::unique_ptr<boost::asio::steady_timer> timer_;
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);  // for a timer that fired before we went
  std::atomic<std::chrono::steady_clock::rep> give_up_at_{0};   // 0: not stopped
  boost::asio::thread_pool press_{1};
};

}  // namespace triand::channels::letter
