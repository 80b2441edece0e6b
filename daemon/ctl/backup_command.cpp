#include <filesystem>
#include <memory>
#include <ostream>

#include "daemon/ctl/command.hpp"
#include "daemon/ctl/document.hpp"
#include "daemon/ctl/failure.hpp"
#include "daemon/ctl/result_file.hpp"
#include "daemon/ctl/text.hpp"

namespace triand::ctl {
namespace {

constexpr mode_t kForMeAlone = 0600;

void refuse_existing(const std::string& file) {
  std::error_code error;
  if (std::filesystem::symlink_status(file, error).type() != std::filesystem::file_type::not_found)
    throw Failure(kUsage, "file-exists", file + " exists, and a backup never overwrites anything",
                  "name a file that does not exist yet, for example with the date in it");
  const auto parent = std::filesystem::path(file).parent_path();
  if (!parent.empty() && !std::filesystem::is_directory(parent, error))
    throw Failure(kUsage, "no-such-folder", "there is no folder " + parent.string(),
                  "make it, or name another");
}

int back_up(Session& session, const std::string& file) {
  refuse_existing(file);
  FileDraft draft(file,
                  "name a file in a folder that you may write to, on a disk with room for the database");
  auto document = fetch_result(session, session.client().post("/api/v1/backup", boost::json::object()),
                               "backing up", draft);
  refuse_existing(file);
  draft.place(kForMeAlone);
  document["file"] = file;
  session.show(document, [&] {
    session.out() << harmless(file) << ": " << thousands(number_at(document, "bytes")) << " bytes, "
                  << thousands(number_at(document, "customers")) << " customers, "
                  << thousands(number_at(document, "deliveries")) << " deliveries; opened and found whole\n";
  });
  session.note(
      "it holds personal data and tokens: keep it encrypted. A service started on it sends nothing before "
      "--adopt");
  return kDone;
}

}  // namespace

void add_backup(CLI::App& root, Session& session) {
  CLI::App& command =
      add_command(root, "backup",
                  "Copy the database into a new file while the service goes on: one moment of it, "
                  "whole, checked, readable by you alone. To restore it, stop the service, put the file "
                  "where `database:` says, and start once with --adopt",
                  "backup /var/backups/triand-2026-12-18.db");
  const auto file = std::make_shared<std::string>();
  command.add_option("FILE", *file, "the file to make; it must not exist")->required();
  command.callback(
      [&session, file] { session.action = [&session, file] { return back_up(session, *file); }; });
}

}  // namespace triand::ctl
