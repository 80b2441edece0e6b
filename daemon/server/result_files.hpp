#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <optional>
#include <string>

namespace triand::server {

// Files that jobs have made (exports, reports, backups) until whoever asked for them has fetched them, once. They lie
// in the spool folder, readable by the service alone. Any thread.
class ResultFiles {
 public:
  struct File {
    std::string path;
    std::string content_type;
    std::string owner;  // whom it was made for, as ownership() says
  };

  // What an earlier run of the service left in the folder is removed.
  explicit ResultFiles(std::string folder);

  // A path at which there is nothing yet.
  [[nodiscard]] std::string new_path() const;
  // The token by which it can be fetched. Files that nobody has fetched for an hour go.
  [[nodiscard]] std::string offer(File file);
  // The file is the caller's from then on; nullopt for an unknown token, and for another owner.
  [[nodiscard]] std::optional<File> take(const std::string& token, const std::string& owner);

 private:
  struct Offered {
    File file;
    std::chrono::steady_clock::time_point since;
  };

  std::string folder_;
  std::mutex mutex_;
  std::map<std::string, Offered> offered_;
};

}  // namespace triand::server
