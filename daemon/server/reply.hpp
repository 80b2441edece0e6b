#pragma once

#include <functional>
#include <memory>

#include "daemon/server/response.hpp"

namespace triand::server {

// Answers one request, later, from any thread. The first answer counts. If every copy is dropped unused, the
// caller is told that the service failed, so that no request hangs.
class Reply {
 public:
  // `answer` is called once, on whatever thread the answer is given.
  explicit Reply(std::function<void(Response)> answer);

  void operator()(Response response) const;

 private:
  struct Once;
  std::shared_ptr<Once> once_;
};

}  // namespace triand::server
