#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "channels/channel.hpp"

namespace triand::receipts {

// What a gateway is asked about one delivery.
struct Question {
  std::int64_t delivery = 0;
  std::string reference;
  std::string provider_id;
};

// What it said; nullopt: it could not be asked.
struct Answer {
  Question question;
  std::optional<channels::Receipt> receipt;
};

// Asks a channel about deliveries, a few at a time: messages come first. `done` is called once with all answers, on the
// network thread. Network thread; the channel outlives it.
void ask_about(channels::Channel& channel, std::vector<Question> questions,
               std::function<void(std::vector<Answer>)> done);

}  // namespace triand::receipts
