#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "daemon/server/api_error.hpp"
#include "daemon/server/console/visit.hpp"

namespace triand::server {

// A form with a file, which may be large: it goes to the disk while it comes.
struct UploadPage {
  std::string pattern;
  std::uint64_t max_bytes = 0;
  // Asked with the request's head alone: why this visitor may not send one. Nothing of it is stored then.
  std::function<std::optional<ApiError>(const Caller&)> refusal;
  // The form's file is `upload_file`, which the page keeps or not; its name, which is no path, stands in the visit's
  // form under its field. The form comes from the session.
  Page page;
};

}  // namespace triand::server
