#include "daemon/ctl/rejects_file.hpp"

#include <filesystem>
#include <fstream>
#include <string_view>

#include "daemon/ctl/failure.hpp"
#include "daemon/ctl/file_draft.hpp"
#include "daemon/ctl/text.hpp"

namespace triand::ctl {
namespace {

namespace fs = std::filesystem;

// The columns that only rejects files have (contract, section 2).
bool holds_rejects(const std::string& path) {
  std::ifstream file(path);
  std::string header;
  std::getline(file, header);
  for (const std::string_view column : {"fate", "line", "column", "reason", "suggestion"}) {
    if (header.find(column) == std::string::npos) return false;
  }
  return true;
}

}  // namespace

RejectsFile::RejectsFile(const Session& session, const World& world, const std::string& option,
                         const std::string& list)
    : path_(option.empty() ? (fs::path(world.folder) / fs::path(list).stem()).string() + ".rejects.csv"
                           : option) {
  if (option.empty() && world.folder == ".") path_ = fs::path(list).stem().string() + ".rejects.csv";
  std::error_code error;
  if (fs::equivalent(path_, list, error)) {
    throw Failure(kUsage, "rejects-is-list", "the rejects would overwrite the list itself",
                  "name another file with --rejects FILE");
  }
  const auto parent = fs::path(path_).parent_path();
  if (!option.empty() && !parent.empty() && !fs::is_directory(parent, error)) {
    throw Failure(kUsage, "no-such-folder", "there is no folder " + parent.string(),
                  "make it, or name another");
  }
  if (!fs::exists(path_, error)) return;
  if (!fs::is_regular_file(path_, error)) {
    throw Failure(kUsage, "not-a-file", path_ + " is not a regular file", "name another with --rejects FILE");
  }
  if (!session.globals.yes && fs::file_size(path_, error) > 0 && !holds_rejects(path_)) {
    throw Failure(kUsage, "file-exists", path_ + " exists and holds no rejects",
                  "name another with --rejects FILE, or add --yes to overwrite it");
  }
}

void RejectsFile::write(Client& client, const std::string& import_id) const {
  FileDraft draft(path_, "name a place that you may write to with --rejects FILE");
  Call call;
  call.target = "/api/v1/imports/" + percent_encoded(import_id) + "/rejects";
  call.on_piece = [&draft](std::string_view piece) { draft.write(piece); };
  client.send(call);
  // What a rejects file holds is personal: for its owner and the group, never for everybody.
  draft.replace(0640);
}

}  // namespace triand::ctl
