#include "daemon/server/reply.hpp"

#include <atomic>

namespace triand::server {

struct Reply::Once {
  explicit Once(std::function<void(Response)> give) : answer(std::move(give)) {}
  Once(const Once&) = delete;
  Once& operator=(const Once&) = delete;
  ~Once() {
    if (answered.exchange(true)) return;
    answer(Response::error({1, "internal", "the service dropped this request without an answer",
                            "try again; if it happens again, look into the log: journalctl -u triand"}));
  }

  std::function<void(Response)> answer;
  std::atomic<bool> answered{false};
};

Reply::Reply(std::function<void(Response)> answer) : once_(std::make_shared<Once>(std::move(answer))) {}

void Reply::operator()(Response response) const {
  if (!once_->answered.exchange(true)) once_->answer(std::move(response));
}

}  // namespace triand::server
