#include "channels/letter/open_batch.hpp"

#include <string_view>
#include <utility>

#include <boost/asio/post.hpp>

namespace triand::channels::letter {

bool Waiting::add(const std::string& reference, Channel::Done done) {
  return waiting_.try_emplace(reference, std::move(done)).second;
}

void Waiting::answer(const std::string& reference, Outcome outcome) {
  auto found = waiting_.extract(reference);
  if (!found.empty()) found.mapped()(std::move(outcome));
}

void Waiting::answer_later(const boost::asio::any_io_executor& executor, const std::string& reference,
                           Outcome outcome) {
  auto found = waiting_.extract(reference);
  if (found.empty()) return;
  boost::asio::post(executor,
                    [tell = std::move(found.mapped()), outcome = std::move(outcome)] { tell(outcome); });
}

void Waiting::answer_rest(const Outcome& outcome) {
  for (auto& [reference, done] : std::exchange(waiting_, {})) done(outcome);
}

void Waiting::answer_all(const std::string& batch, const Pressed& pressed) {
  std::unordered_map<std::string_view, std::string_view> changed;
  for (const auto& [reference, what] : pressed.changed) changed.emplace(reference, what);
  for (const std::string& reference : pressed.printed) {
    Outcome outcome =
        pressed.fate == Pressed::Fate::appeared
            ? Outcome::accepted(batch)
            : Outcome::in_doubt("unknown_answer", "", "the batch appeared but could not be synced");
    if (const auto found = changed.find(reference); found != changed.end())
      outcome.detail = bounded_detail(found->second);
    answer(reference, std::move(outcome));
  }
  for (const Refused& refused : pressed.refused)
    answer(refused.reference, Outcome::rejected(FailureClass::recipient, refused.reason, "", refused.why));
  answer_rest(Outcome::deferred(FailureClass::transient, "gateway_down", "", pressed.fault));
}

}  // namespace triand::channels::letter
