#include "daemon/app/channel_desk.hpp"

#include <chrono>
#include <future>
#include <map>
#include <memory>
#include <random>
#include <thread>
#include <utility>

#include <fmt/format.h>

#include "daemon/app/network_call.hpp"
#include "daemon/domain/telephone.hpp"
#include "daemon/domain/test_reference.hpp"

namespace triand::app {
namespace {

// As long as somebody at a terminal waits for one message.
constexpr std::chrono::seconds kLongestTest{60};
constexpr std::chrono::milliseconds kLookAgain{50};

// What the press says when it is through: five thousand letters on a slow disk take long, and nobody can say how long.
// Nullopt: the service stops first.
template <class Value>
std::optional<Value> told_by_press(std::future<Value>& future, const server::Progress& progress) {
  while (future.wait_for(kLookAgain) != std::future_status::ready)
    if (progress.stopping()) return std::nullopt;
  return future.get();
}

}  // namespace

std::string new_test_reference() {
  return domain::test_reference(
      static_cast<std::uint64_t>(std::chrono::system_clock::now().time_since_epoch() /
                                 std::chrono::milliseconds(1)),
      std::random_device()());
}

channels::Channel* ChannelDesk::named(const std::string& channel) const {
  for (const auto& one : settings_.channels)
    if (one.facts.name == channel) return one.channel.get();
  return nullptr;
}

channels::Channel* ChannelDesk::of_letters() const {
  for (const auto& one : settings_.channels)
    if (one.channel->holds() > 0) return one.channel.get();
  return nullptr;
}

std::optional<channels::GatewayQuota> ChannelDesk::quota(const std::string& channel) const {
  auto* one = named(channel);
  if (one == nullptr) return std::nullopt;
  return call_on_network(io_, [one] { return one->quota(); });
}

channels::TemplateAnswer ChannelDesk::template_rules(const std::string& channel,
                                                     const std::string& id) const {
  auto* one = named(channel);
  auto promise = std::make_shared<std::promise<channels::TemplateAnswer>>();
  auto future = promise->get_future();
  if (one != nullptr)
    call_on_network(io_, [one, id, promise] {
      one->ask_template(
          id, [promise](channels::TemplateAnswer answer) { promise->set_value(std::move(answer)); });
      return true;
    });
  if (one == nullptr || future.wait_for(kLongestTest) != std::future_status::ready)
    return {.rules = std::nullopt, .fault = "the gateway has not answered within a minute", .unknown = false};
  return future.get();
}

std::string ChannelDesk::authorize(const std::string& channel, const std::string& json) const {
  auto* one = named(channel);
  if (one == nullptr) return "there is no channel " + channel;
  auto saved = std::make_shared<std::promise<void>>();
  auto durable = saved->get_future();
  std::string wrong = call_on_network(
      io_, [one, json, saved] { return one->authorize(json, [saved] { saved->set_value(); }); });
  if (!wrong.empty()) return wrong;
  // What is said to be authorized must survive a crash.
  if (durable.wait_for(kLongestWait) != std::future_status::ready)
    return "the tokens could not be written yet";
  return {};
}

channels::MessagePicture ChannelDesk::picture(const std::string& channel, const channels::Envelope& envelope,
                                              std::chrono::system_clock::time_point at) const {
  for (const auto& one : settings_.channels)
    if (one.facts.name == channel && one.plugin->picture != nullptr)
      return one.plugin->picture(*one.channel, envelope, at);
  return {};
}

std::variant<channels::Outcome, server::ApiError> ChannelDesk::hand_over(const std::string& channel,
                                                                         channels::Envelope envelope) const {
  auto* one = named(channel);
  if (one == nullptr) return server::ApiError{5, "not-found", "there is no channel " + channel, ""};
  auto promise = std::make_shared<std::promise<channels::Outcome>>();
  auto future = promise->get_future();
  call_on_network(io_, [one, envelope = std::move(envelope), promise]() mutable {
    one->send(std::move(envelope),
              [promise](channels::Outcome outcome) { promise->set_value(std::move(outcome)); });
    return true;
  });
  if (future.wait_for(kLongestTest) != std::future_status::ready)
    return server::ApiError{1, "no-answer", "the gateway has not answered within a minute",
                            "look at its state"};
  channels::Outcome outcome = future.get();
  if (outcome.verdict != channels::Verdict::accepted)
    return server::ApiError{
        1, "not-accepted",
        fmt::format("the gateway did not take it: {} {} {}", outcome.reason, outcome.code, outcome.detail),
        "check account, sender and address"};
  return outcome;
}

server::Answer ChannelDesk::send_test(const std::string& channel, const std::string& to) const {
  // A telephone in any form that a list may have it in.
  const std::string telephone = domain::read_telephone(to).e164;
  channels::Envelope envelope;
  envelope.reference = new_test_reference();
  envelope.to = telephone.empty() ? to : telephone;
  envelope.text = "triand: thu kenh " + channel;
  envelope.subject = envelope.text;
  envelope.language = "vi";
  envelope.test = true;
  const std::string reference = envelope.reference;
  const auto answer = hand_over(channel, std::move(envelope));
  if (const auto* error = std::get_if<server::ApiError>(&answer)) return *error;
  return boost::json::object{{"schema", "triand.test/v1"},
                             {"channel", channel},
                             {"reference", reference},
                             {"outcome", "accepted"},
                             {"provider_id", std::get<channels::Outcome>(answer).provider_id}};
}

std::vector<channels::BatchInfo> ChannelDesk::letters() const {
  return call_on_network(io_, [this] {
    auto* channel = of_letters();
    return channel == nullptr ? std::vector<channels::BatchInfo>() : channel->batches();
  });
}

std::string ChannelDesk::letters_state(const std::string& batch) const {
  for (const auto& one : letters())
    if (one.name == batch) return one.state;
  return {};
}

channels::BatchPrinter* ChannelDesk::printer() const {
  return dynamic_cast<channels::BatchPrinter*>(of_letters());
}

std::optional<std::string> ChannelDesk::release_letters(const std::string& batch,
                                                        const server::Progress& progress) const {
  auto told = std::make_shared<std::promise<std::string>>();
  auto future = told->get_future();
  const bool closed = call_on_network(io_, [this, batch, told] {
    auto* press = printer();
    return press != nullptr &&
           press->release_and_tell(batch, [told](std::string fault) { told->set_value(std::move(fault)); });
  });
  if (closed) return told_by_press(future, progress);
  // Somebody else, or the cut-off, has closed it a moment ago.
  while (!progress.stopping()) {
    const std::string now = letters_state(batch);
    if (now == "released") return std::string();
    if (now.empty() || now == "open") return "the batch could not be printed; its letters wait again";
    std::this_thread::sleep_for(kLookAgain);
  }
  return std::nullopt;
}

server::LetterWorld ChannelDesk::letter_world() const {
  server::LetterWorld letters;
  letters.letters_of = [this](const std::string& batch) {
    const auto* press = printer();
    return press == nullptr ? std::vector<std::string>() : press->letters_of(batch);
  };
  letters.reprints = [this] {
    return call_on_network(io_, [this] {
      const auto* press = printer();
      return press == nullptr ? std::map<std::string, std::string>() : press->reprints();
    });
  };
  letters.reprint = [this](const std::string& batch, std::vector<channels::Envelope> envelopes,
                           const server::Progress& progress) {
    return reprint(batch, std::move(envelopes), progress);
  };
  return letters;
}

std::optional<channels::Reprint> ChannelDesk::reprint(const std::string& batch,
                                                      std::vector<channels::Envelope> letters,
                                                      const server::Progress& progress) const {
  auto told = std::make_shared<std::promise<channels::Reprint>>();
  auto future = told->get_future();
  const bool asked = call_on_network(io_, [this, batch, told, letters = std::move(letters)]() mutable {
    auto* press = printer();
    if (press == nullptr) return false;
    press->reprint(batch, std::move(letters),
                   [told](channels::Reprint reprint) { told->set_value(std::move(reprint)); });
    return true;
  });
  if (asked) return told_by_press(future, progress);
  channels::Reprint out;
  out.fault = "there is no channel of letters";
  return out;
}

}  // namespace triand::app
