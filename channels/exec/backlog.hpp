#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <list>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "channels/channel.hpp"

namespace triand::channels::exec {

using SteadyTime = std::chrono::steady_clock::time_point;

// The messages that a program is to be given, is being given, and has been given without an answer yet. It knows of each
// whether the program can have it: a line of which the end has not left, or that was still in the pipe when the program
// ended, was never read as a message. Pure; time is an argument.
class Backlog {
 public:
  struct Message {
    std::string reference;
    std::string line;
    Channel::Done done;
  };

  // False: a message of that reference has no answer yet; nothing was added.
  bool add(Message& message);
  // What is to be written next; empty: nothing.
  [[nodiscard]] std::string_view next() const;
  // So many bytes of next() have left.
  void written(std::size_t count, SteadyTime now);
  // A line has begun to leave and has not left.
  [[nodiscard]] bool is_halfway() const { return begun_ > 0; }

  // The program has answered: the message leaves the backlog. Nullopt: it had no such message, or not yet.
  [[nodiscard]] std::optional<Message> answered(std::string_view reference);
  // Those that were given before `moment` and have no answer.
  [[nodiscard]] std::vector<Message> given_before(SteadyTime moment);
  // When the one that waits longest was given.
  [[nodiscard]] std::optional<SteadyTime> oldest() const;
  // Those of which no byte has left.
  [[nodiscard]] std::vector<Message> not_begun();

  struct Rest {
    std::vector<Message> unsent;  // the program never had them
    std::vector<Message> given;
  };
  // Everything: the program is gone and has left so many bytes, the last that were written, unread.
  [[nodiscard]] Rest take_all(std::size_t unread);

  [[nodiscard]] bool awaits_answers() const { return !given_.empty(); }
  [[nodiscard]] bool empty() const { return given_.empty() && waiting_.empty(); }

 private:
  struct Given {
    Message message;
    std::size_t size;  // of its line
    SteadyTime at;
  };

  std::deque<Message> waiting_;  // the first may be half written
  std::size_t begun_ = 0;        // bytes of it that have left
  std::list<Given> given_;       // oldest first
  std::unordered_map<std::string, std::list<Given>::iterator> by_reference_;
};

}  // namespace triand::channels::exec
