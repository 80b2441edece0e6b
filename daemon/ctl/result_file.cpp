#include "daemon/ctl/result_file.hpp"

#include <algorithm>
#include <filesystem>

#include "daemon/ctl/document.hpp"
#include "daemon/ctl/failure.hpp"
#include "daemon/ctl/job.hpp"
#include "daemon/ctl/text.hpp"

namespace triand::ctl {
namespace fs = std::filesystem;

std::string format_of(const std::string& file, const std::vector<std::string>& formats) {
  std::string extension = fs::path(file).extension().string();
  extension.erase(0, 1);
  std::transform(extension.begin(), extension.end(), extension.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  if (std::find(formats.begin(), formats.end(), extension) == formats.end()) {
    std::string known;
    for (const std::string& format : formats) known += (known.empty() ? "." : ", .") + format;
    throw Failure(kUsage, "unknown-format", file + " does not say what to write",
                  "name a file that ends with " + known);
  }
  std::error_code error;
  const fs::path parent = fs::path(file).parent_path();
  if (!parent.empty() && !fs::is_directory(parent, error))
    throw Failure(kUsage, "no-such-folder", "there is no folder " + parent.string(),
                  "make it, or name another");
  if (fs::exists(file, error) && !fs::is_regular_file(file, error))
    throw Failure(kUsage, "not-a-file", file + " is not a regular file", "name another");
  return extension;
}

boost::json::object fetch_result(Session& session, boost::json::object answer, const std::string& what,
                                 FileDraft& draft) {
  auto document = await_job(session, std::move(answer), what);
  Call call;
  call.target = "/api/v1/results/" + percent_encoded(text_at(document, "download"));
  call.on_piece = [&draft](std::string_view piece) { draft.write(piece); };
  session.client().send(call);
  if (draft.size() != number_at(document, "bytes"))
    throw Failure(kFailed, "cut-off", "the service's file ended early", "ask for it again");
  document.erase("download");
  return document;
}

}  // namespace triand::ctl
