#include "channels/exec/program.hpp"

#include <unistd.h>

#include <array>
#include <cerrno>
#include <utility>

namespace triand::channels::exec {

Program::Program(const boost::asio::any_io_executor& executor, const ExecSettings& settings, Events events)
    : events_(std::move(events)),
      child_(settings),
      input_(executor, child_.input.release()),
      output_(executor, child_.output.release()),
      errors_(executor, child_.errors.release()),
      life_(executor, child_.life.release()),
      lines_(kLongestLine, [this](std::string_view text, bool too_long) { events_.said(text, too_long); }),
      complaints_(kLongestLine,
                  [this](std::string_view text, bool too_long) { events_.complained(text, too_long); }) {
  read_on(output_, lines_);
  read_on(errors_, complaints_);
  wait_for_end();
}

Program::~Program() = default;

std::size_t Program::write(std::string_view bytes) {
  std::size_t left = 0;
  while (input_.is_open() && !deaf_ && left < bytes.size()) {
    const ssize_t count = ::write(input_.native_handle(), bytes.data() + left, bytes.size() - left);
    if (count >= 0) {
      left += static_cast<std::size_t>(count);
    } else if (errno == EAGAIN) {
      wait_for_room();
      break;
    } else if (errno != EINTR) {
      deaf_ = true;
    }
  }
  return left;
}

void Program::close_input() {
  boost::system::error_code ignored;
  input_.close(ignored);
}

void Program::wait_for_room() {
  if (std::exchange(waiting_for_room_, true)) return;
  input_.async_wait(Stream::wait_write,
                    [this, alive = std::weak_ptr(alive_)](boost::system::error_code error) {
                      if (alive.expired()) return;
                      waiting_for_room_ = false;
                      if (!error) events_.takes_more();
                    });
}

void Program::read_on(Stream& stream, LineReader& reader) {
  stream.async_wait(Stream::wait_read,
                    [this, &stream, &reader, alive = std::weak_ptr(alive_)](boost::system::error_code error) {
                      if (error || alive.expired()) return;
                      if (read_some(stream, reader)) read_on(stream, reader);
                    });
}

bool Program::read_some(Stream& stream, LineReader& reader) {
  std::array<char, 64 * 1024> bytes;
  const ssize_t count = ::read(stream.native_handle(), bytes.data(), bytes.size());
  if (count > 0) reader.feed({bytes.data(), static_cast<std::size_t>(count)});
  return count > 0 || (count < 0 && (errno == EAGAIN || errno == EINTR));
}

// What it said before its end is still in the pipe.
void Program::read_all(Stream& stream, LineReader& reader) {
  std::array<char, 64 * 1024> bytes;
  for (;;) {
    const ssize_t count = ::read(stream.native_handle(), bytes.data(), bytes.size());
    if (count > 0)
      reader.feed({bytes.data(), static_cast<std::size_t>(count)});
    else if (count == 0 || errno != EINTR)
      break;
  }
  reader.finish();
}

void Program::wait_for_end() {
  life_.async_wait(Stream::wait_read, [this, alive = std::weak_ptr(alive_)](boost::system::error_code error) {
    if (error || alive.expired()) return;
    if (const auto how = child_.ended())
      finish(*how);
    else
      wait_for_end();
  });
}

void Program::finish(const std::string& how) {
  read_all(output_, lines_);
  read_all(errors_, complaints_);
  const std::size_t unread = input_.is_open() ? ChildProcess::unread(input_.native_handle()) : 0;
  // The last thing done here: whoever is told may destroy us.
  const auto ended = events_.ended;
  ended(how, unread);
}

}  // namespace triand::channels::exec
