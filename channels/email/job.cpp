#include "channels/email/job.hpp"

#include <utility>

#include <boost/asio/post.hpp>

namespace triand::channels::email {

void Job::answer(Outcome outcome) {
  boost::asio::post(
      executor, [tell = std::move(done), ended = std::move(outcome)]() mutable { tell(std::move(ended)); });
  executor = {};
}

}  // namespace triand::channels::email
