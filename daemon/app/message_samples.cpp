#include "daemon/app/message_samples.hpp"

#include <algorithm>

namespace triand::app {
namespace {

std::size_t letters_of(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::size_t length_of(const templates::FilledMessage& message) {
  std::size_t out = letters_of(message.subject) + letters_of(message.text);
  for (const auto& [name, value] : message.data) out += letters_of(value);
  return out;
}

}  // namespace

MessageSamples::MessageSamples(const plan::PlanBasis& basis, const std::string& channel, std::size_t random,
                               unsigned seed)
    : basis_(basis), composer_(basis), random_(random), engine_(seed) {
  for (std::size_t at = 0; at < basis.channels.size(); ++at)
    if (!basis.messages[at].empty() && (channel.empty() || basis.channels[at].name == channel))
      picks_.push_back({.channel = at, .seen = 0, .shortest = {}, .longest = {}, .random = {}});
}

void MessageSamples::look(const domain::Customer& customer) {
  composer_.take(customer);
  for (Picks& picks : picks_) {
    const plan::ChannelFacts& facts = basis_.channels[picks.channel];
    if (domain::address_of(customer, facts.address).empty()) continue;
    const plan::Composed composed = composer_.compose(picks.channel);
    if (!composed.message.missing.empty()) {
      ++left_out_[composed.message.missing];
      continue;
    }
    MessageSample sample{"", facts.name, customer.code, length_of(composed.message)};
    const std::size_t before = picks.seen++;
    if (before == 0 || sample.characters < picks.shortest.characters) picks.shortest = sample;
    if (before == 0 || sample.characters > picks.longest.characters) picks.longest = sample;
    // Algorithm R (Vitter, 1985): after n of them each is picked with the same probability.
    if (before < random_) {
      picks.random.push_back(std::move(sample));
    } else if (const auto place = std::uniform_int_distribution<std::size_t>(0, before)(engine_);
               place < random_) {
      picks.random[place] = std::move(sample);
    }
  }
}

std::vector<MessageSample> MessageSamples::all() const {
  std::vector<MessageSample> out;
  for (const Picks& picks : picks_) {
    if (picks.seen == 0) continue;
    const auto add = [&](MessageSample sample, const char* pick) {
      const bool known = std::any_of(out.begin(), out.end(), [&](const MessageSample& other) {
        return other.channel == sample.channel && other.customer_code == sample.customer_code;
      });
      sample.pick = pick;
      if (!known) out.push_back(std::move(sample));
    };
    add(picks.shortest, "shortest");
    add(picks.longest, "longest");
    for (const MessageSample& sample : picks.random) add(sample, "random");
  }
  return out;
}

}  // namespace triand::app
