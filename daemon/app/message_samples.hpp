#pragma once

#include <cstddef>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "daemon/domain/customer.hpp"
#include "daemon/plan/composer.hpp"

namespace triand::app {

// One message that was picked from many.
struct MessageSample {
  std::string pick;  // "shortest", "longest", "random"
  std::string channel;
  std::string customer_code;
  std::size_t characters = 0;
};

// Picks by each channel the shortest message, the longest, and some at random, each customer as likely as the other. Holds
// no more than it picks. The basis outlives it; one thread at a time.
class MessageSamples {
 public:
  // `channel` empty: every one that the campaign has a message for. `seed`: the same picks for the same customers.
  MessageSamples(const plan::PlanBasis& basis, const std::string& channel, std::size_t random,
                 unsigned seed = std::random_device()());

  void look(const domain::Customer& customer);
  // By channel; a customer stands in it once.
  [[nodiscard]] std::vector<MessageSample> all() const;
  // How many messages would not be sent because a column is empty, by the column.
  [[nodiscard]] const std::map<std::string, std::size_t>& left_out() const { return left_out_; }

 private:
  struct Picks {
    std::size_t channel = 0;  // position in the basis
    std::size_t seen = 0;
    MessageSample shortest;
    MessageSample longest;
    std::vector<MessageSample> random;
  };

  const plan::PlanBasis& basis_;
  plan::Composer composer_;
  std::size_t random_;
  std::mt19937 engine_;
  std::vector<Picks> picks_;
  std::map<std::string, std::size_t> left_out_;
};

}  // namespace triand::app
