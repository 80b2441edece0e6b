#pragma once

#include <atomic>
#include <list>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>

#include "channels/batch_printer.hpp"
#include "channels/channel.hpp"
#include "channels/letter/open_batch.hpp"
#include "channels/letter/outbox_folder.hpp"
#include "channels/letter/past_letters.hpp"
#include "channels/letter/press.hpp"
#include "channels/letter/settings.hpp"
#include "channels/letter/shelf.hpp"
#include "channels/preview_file.hpp"

namespace triand::channels::letter {

// Gathers letters into batches, one open batch a campaign, and puts each as a PDF with its manifest into the outbox
// folder when it is full, at the cut-off, or when it is released. Until then its letters are with nobody but us: a
// stop gives them back, a crash means that they were not sent. A test letter is a batch of its own, closed at once.
// A batch's name, CAMPAIGN-DAY-SEQUENCE, is the same from its first letter on: batches() shows it, release_and_tell()
// takes it, it is its folder's and its letters' provider id.
class LetterChannel final : public Channel, public BatchPrinter {
 public:
  explicit LetterChannel(Settings settings);
  // Waits for the letters being drawn.
  ~LetterChannel() override;

  // Throws when the directory cannot be used or the font is not installed.
  void start(Runtime& runtime) override;
  void send(Envelope envelope, Done done) override;
  // One batch fills while those before it are printed.
  [[nodiscard]] std::size_t holds() const override { return (1 + kPresses) * settings_.batch; }
  void campaign_closed(std::string_view campaign) override;
  bool release_and_tell(std::string_view batch, std::function<void(std::string)> told) override;
  [[nodiscard]] std::vector<std::string> letters_of(std::string_view batch) const override;
  void reprint(std::string_view batch, std::vector<Envelope> letters,
               std::function<void(Reprint)> told) override;
  [[nodiscard]] std::vector<BatchInfo> batches() const override;
  void look_again() override;
  [[nodiscard]] Recovery recover(std::string_view reference,
                                 std::chrono::system_clock::time_point claimed_at) const override;
  // One letter as it would be printed. Any thread, also before start().
  [[nodiscard]] MessagePicture picture(const Envelope& envelope, Time at) const;
  [[nodiscard]] std::map<std::string, std::string> reprints() const override { return shelf_->reprints(); }
  [[nodiscard]] std::string recovered_in(std::string_view reference) const override;
  // Batches already being rendered may appear within `grace`; open ones are given back.
  void stop(std::chrono::milliseconds grace) override;

 private:
  using Batches = std::list<OpenBatch>;

  // So many batches are printed at a time, each by a thread.
  static constexpr std::size_t kPresses = 2;

  OpenBatch& batch_for(const Envelope& envelope);
  [[nodiscard]] std::string new_name(const std::string& campaign, bool test) const;
  void drop_unwanted(OpenBatch& batch);
  void close(Batches::iterator batch);
  // A press's thread makes it; `told` is called on the network thread, also after we are gone.
  void print(ClosedBatch batch, const boost::asio::any_io_executor& executor,
             std::function<void(const std::string& name, const Pressed&)> told);
  bool close_if(const std::function<bool(OpenBatch&)>& due);
  void release_if(const std::function<bool(OpenBatch&)>& wanted);
  bool close_when_full();
  void watch_cut_off();
  void remember_folder();

  const Settings settings_;
  OutboxFolder outbox_;
  Runtime* runtime_ = nullptr;
  Batches open_;
  std::shared_ptr<Shelf> shelf_ = std::make_shared<Shelf>();  // shared with answers under way
  // Asked at start only; reading a page of the journal changes what it knows, not what it says.
  mutable std::unique_ptr<PastLetters> past_;
  bool folder_is_known_ = false;  // the store knows the mark of our folder
  std::string tag_;               // in the names of a folder that took another one's place; else empty
  std::unique_ptr<boost::asio::steady_timer> timer_;
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);  // for a timer that fired before we went
  std::atomic<std::chrono::steady_clock::rep> give_up_at_{0};   // 0: not stopped
  boost::asio::thread_pool presses_{kPresses};
};

}  // namespace triand::channels::letter
