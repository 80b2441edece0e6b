#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "channels/channel.hpp"
#include "channels/notice.hpp"

namespace triand::channels::website {

// A notice on its way, and whom to tell what became of it.
struct Post {
  Notice notice;
  Channel::Done done;
};

// One request to the portal: notices of one event, with the id and the bytes that every try of it has.
struct Batch {
  std::string id;    // webhook-id
  std::string body;  // what is signed and sent
  std::vector<Post> posts;
  int tries = 0;                  // that were begun
  bool may_have_arrived = false;  // some try ended without an answer
};

// Freezes notices of one event; there is at least one. Throws std::runtime_error when there is no randomness for the id.
[[nodiscard]] std::shared_ptr<Batch> make_batch(std::vector<Post> posts,
                                                std::chrono::system_clock::time_point now);

// How many bytes a notice takes in a body.
[[nodiscard]] std::size_t size_of(const Notice& notice);

}  // namespace triand::channels::website
