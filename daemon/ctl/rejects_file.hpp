#pragma once

#include <string>

#include "daemon/ctl/session.hpp"

namespace triand::ctl {

// Where the rows of an import that need a correction go. Appears complete or not at all.
class RejectsFile {
 public:
  // `option`: --rejects, or empty for <list without extension>.rejects.csv in the working folder. A usage Failure,
  // before anything is loaded, if it would overwrite the list itself or, without --yes, a file that holds no
  // rejects.
  RejectsFile(const Session& session, const World& world, const std::string& option, const std::string& list);

  // Fetches the rows of that import.
  void write(Client& client, const std::string& import_id) const;
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace triand::ctl
