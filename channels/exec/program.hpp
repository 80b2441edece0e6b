#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>

#include "channels/exec/child_process.hpp"
#include "channels/exec/line_reader.hpp"

namespace triand::channels::exec {

// A program that runs, on the loop: its lines come as events, what it is given waits when it reads slowly. Nothing here
// blocks but wait(). Network thread; may be destroyed in its own event `ended`, in no other.
class Program {
 public:
  struct Events {
    LineReader::Line said;        // a line of its standard output
    LineReader::Line complained;  // a line of its standard error
    std::function<void()> takes_more;
    // It has ended, in words; everything that it had said was told before. `unread`: bytes it was given and never read.
    std::function<void(const std::string& how, std::size_t unread)> ended;
  };

  // No line of a program is longer than this.
  static constexpr std::size_t kLongestLine = 64 * 1024;

  // Starts it. Throws std::system_error.
  Program(const boost::asio::any_io_executor& executor, const ExecSettings& settings, Events events);
  ~Program();

  // As much as it takes just now; takes_more() comes when that was not all. Nothing after the input is closed.
  std::size_t write(std::string_view bytes);
  // It reads no more, while it runs.
  [[nodiscard]] bool is_deaf() const { return deaf_; }
  // No more will be written.
  void close_input();
  void signal(int number) const { child_.signal(number); }
  // Until it has ended, at most so long. Blocks; tells no event. Whether it has ended.
  bool wait(std::chrono::milliseconds patience) { return child_.wait(patience).has_value(); }

 private:
  using Stream = boost::asio::posix::stream_descriptor;

  void read_on(Stream& stream, LineReader& reader);
  // Whether more may come: false at the end.
  bool read_some(Stream& stream, LineReader& reader);
  void read_all(Stream& stream, LineReader& reader);
  void wait_for_room();
  void wait_for_end();
  void finish(const std::string& how);

  Events events_;
  ChildProcess child_;
  Stream input_;
  Stream output_;
  Stream errors_;
  Stream life_;
  LineReader lines_;
  LineReader complaints_;
  bool waiting_for_room_ = false;
  bool deaf_ = false;
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace triand::channels::exec
