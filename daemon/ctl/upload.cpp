#include "daemon/ctl/upload.hpp"

#include "daemon/ctl/progress_bar.hpp"

namespace triand::ctl {

boost::json::object upload(Session& session, const std::string& target, const std::string& file) {
  ProgressBar bar(session, "sending");
  Call call;
  call.method = "POST";
  call.target = target;
  call.content_type = "application/octet-stream";
  call.file = file;
  call.on_sent = [&bar](std::int64_t sent, std::int64_t total) { bar.draw(sent >> 20, total >> 20, "MB"); };
  return session.client().ask(call);
}

}  // namespace triand::ctl
