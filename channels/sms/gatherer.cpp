#include "channels/sms/gatherer.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace triand::channels {

Gatherer::Gatherer(boost::asio::any_io_executor executor, std::size_t max, std::chrono::milliseconds wait,
                   Leave leave)
    : executor_(std::move(executor)), max_(max), wait_(wait), leave_(std::move(leave)) {}

void Gatherer::add(std::string key, Message message) {
  const auto has_phone = [&message](const Message& other) { return other.phone == message.phone; };
  if (const auto known = open_.find(key);
      known != open_.end() && std::ranges::any_of(known->second.messages, has_phone))
    let_go(key);
  auto [found, fresh] = open_.try_emplace(std::move(key));
  Open& open = found->second;
  open.messages.push_back(std::move(message));
  if (open.messages.size() >= max_) {
    let_go(std::string(found->first));
    return;
  }
  if (!fresh) return;
  open.timer = std::make_unique<boost::asio::steady_timer>(executor_, wait_);
  open.timer->async_wait(
      [this, key = found->first, alive = std::weak_ptr(alive_)](const boost::system::error_code& error) {
        if (!error && !alive.expired()) let_go(key);
      });
}

void Gatherer::let_go(const std::string& key) {
  auto node = open_.extract(key);
  if (node.empty()) return;
  leave_({std::move(node.mapped().messages), false});
}

std::vector<Message> Gatherer::take_all() {
  std::vector<Message> out;
  for (auto& [key, open] : open_) std::ranges::move(open.messages, std::back_inserter(out));
  open_.clear();
  return out;
}

}  // namespace triand::channels
