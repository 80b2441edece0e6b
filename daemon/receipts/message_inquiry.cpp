#include "daemon/receipts/message_inquiry.hpp"

#include <algorithm>
#include <utility>

namespace triand::receipts {
namespace {

constexpr std::size_t kAtOnce = 4;

struct Inquiry : std::enable_shared_from_this<Inquiry> {
  channels::Channel& channel;
  std::vector<Question> questions;
  std::function<void(std::vector<Answer>)> done;
  std::size_t next = 0;
  std::vector<Answer> answers;

  Inquiry(channels::Channel& of, std::vector<Question> what, std::function<void(std::vector<Answer>)> then)
      : channel(of), questions(std::move(what)), done(std::move(then)) {}

  void ask_next() {
    if (next == questions.size()) return;
    const Question& question = questions[next++];
    channel.ask_message(question.reference, question.provider_id,
                        [self = shared_from_this(), question](std::optional<channels::Receipt> receipt) {
                          self->answers.push_back({question, std::move(receipt)});
                          if (self->answers.size() == self->questions.size())
                            self->done(std::move(self->answers));
                          else
                            self->ask_next();
                        });
  }
};

}  // namespace

void ask_about(channels::Channel& channel, std::vector<Question> questions,
               std::function<void(std::vector<Answer>)> done) {
  if (questions.empty()) {
    done({});
    return;
  }
  const auto inquiry = std::make_shared<Inquiry>(channel, std::move(questions), std::move(done));
  const std::size_t first = std::min(kAtOnce, inquiry->questions.size());
  for (std::size_t i = 0; i < first; ++i) inquiry->ask_next();
}

}  // namespace triand::receipts
