#include "channels/smpp/late_answers.hpp"

#include <utility>

namespace triand::channels::smpp {

void LateAnswers::give_up(Token token, GivenUp message) {
  if (messages_.size() >= most_) (void)take(messages_.begin()->first);
  last_try_[message.reference] = token;
  messages_.insert_or_assign(token, std::move(message));
}

void LateAnswers::sent_again(const std::string& reference) {
  const auto found = last_try_.find(reference);
  if (found != last_try_.end()) messages_.at(found->second).sent_again = true;
}

std::optional<GivenUp> LateAnswers::take(Token token) {
  const auto found = messages_.find(token);
  if (found == messages_.end()) return std::nullopt;
  GivenUp message = std::move(found->second);
  messages_.erase(found);
  if (const auto last = last_try_.find(message.reference); last != last_try_.end() && last->second == token)
    last_try_.erase(last);
  return message;
}

}  // namespace triand::channels::smpp
