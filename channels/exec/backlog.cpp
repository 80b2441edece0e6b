#include "channels/exec/backlog.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace triand::channels::exec {

bool Backlog::add(Message& message) {
  const auto same = [&](const Message& other) { return other.reference == message.reference; };
  if (by_reference_.contains(message.reference) || std::ranges::any_of(waiting_, same)) return false;
  waiting_.push_back(std::move(message));
  return true;
}

std::string_view Backlog::next() const {
  return waiting_.empty() ? std::string_view() : std::string_view(waiting_.front().line).substr(begun_);
}

void Backlog::written(std::size_t count, SteadyTime now) {
  begun_ += count;
  if (waiting_.empty() || begun_ < waiting_.front().line.size()) return;
  begun_ = 0;
  Message message = std::move(waiting_.front());
  waiting_.pop_front();
  const std::size_t size = message.line.size();
  message.line.clear();
  message.line.shrink_to_fit();
  std::string reference = message.reference;
  given_.push_back({std::move(message), size, now});
  by_reference_.emplace(std::move(reference), std::prev(given_.end()));
}

std::optional<Backlog::Message> Backlog::answered(std::string_view reference) {
  const auto found = by_reference_.find(std::string(reference));
  if (found == by_reference_.end()) return std::nullopt;
  Message message = std::move(found->second->message);
  given_.erase(found->second);
  by_reference_.erase(found);
  return message;
}

std::vector<Backlog::Message> Backlog::given_before(SteadyTime moment) {
  std::vector<Message> out;
  while (!given_.empty() && given_.front().at < moment) {
    by_reference_.erase(given_.front().message.reference);
    out.push_back(std::move(given_.front().message));
    given_.pop_front();
  }
  return out;
}

std::optional<SteadyTime> Backlog::oldest() const {
  return given_.empty() ? std::nullopt : std::optional(given_.front().at);
}

std::vector<Backlog::Message> Backlog::not_begun() {
  std::vector<Message> out;
  const auto first = waiting_.begin() + (begun_ > 0 ? 1 : 0);
  std::move(first, waiting_.end(), std::back_inserter(out));
  waiting_.erase(first, waiting_.end());
  return out;
}

Backlog::Rest Backlog::take_all(std::size_t unread) {
  Rest rest;
  // A program that counts braces instead of reading lines understands a message whose line end alone is missing.
  const bool whole = begun_ > unread && begun_ + 1 >= waiting_.front().line.size();
  std::size_t left = unread - std::min(unread, begun_);
  for (auto given = given_.rbegin(); given != given_.rend(); ++given) {
    const bool had = given->size > left;
    left = had ? 0 : left - given->size;
    (had ? rest.given : rest.unsent).push_back(std::move(given->message));
  }
  for (std::size_t at = 0; at < waiting_.size(); ++at)
    (at == 0 && whole ? rest.given : rest.unsent).push_back(std::move(waiting_[at]));
  begun_ = 0;
  waiting_.clear();
  given_.clear();
  by_reference_.clear();
  return rest;
}

}  // namespace triand::channels::exec
