#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "daemon/intake/column.hpp"
#include "daemon/schedule/moment.hpp"

namespace triand::server {

// A list that somebody has sent, between its checks and its load.
struct KeptList {
  std::string file;  // the name that people know it by
  std::string unit;  // how it is read, as the API's import takes it
  std::string sheet;
  std::string encoding;
  intake::ColumnChoices columns = {};
  std::string check;   // the job of its last dry run
  std::string load;    // the job that loads it
  bool taken = false;  // its file is the load's, or was
};

// Whether two dry runs of the file would read it in the same way.
[[nodiscard]] bool is_read_alike(const KeptList& one, const KeptList& other);

// The lists that were sent to the console, each with its owner (as ownership() says) and a token that nobody can guess,
// which is all that the browser knows them by. They lie in the spool folder and go an hour after they came. Any thread.
class KeptLists {
 public:
  static constexpr std::chrono::hours kKept{1};
  static constexpr std::uint64_t kMostBytes = std::uint64_t{20} << 30;  // of all that wait
  static constexpr std::size_t kMostEach = 4;  // of one owner; a further one puts the oldest out
  static constexpr const char* kPrefix = "kept-";

  using Steady = std::function<schedule::SteadyTime()>;

  KeptLists(std::string folder, Steady steady) : folder_(std::move(folder)), steady_(std::move(steady)) {}
  KeptLists(const KeptLists&) = delete;
  KeptLists& operator=(const KeptLists&) = delete;
  ~KeptLists();  // the files go

  // Takes over the file at `path`, which lies in the folder, and empties the name. Returns the list's token; nullopt:
  // there is no room for so many bytes, and the file stays its owner's. Throws std::filesystem::filesystem_error.
  [[nodiscard]] std::optional<std::string> keep(std::string& path, KeptList list, const std::string& owner);
  // Nullopt here and below: there is no such list, it is somebody else's, or its hour is over.
  [[nodiscard]] std::optional<KeptList> find(const std::string& token, const std::string& owner);
  // One more name for the file, for a dry run to take over; it costs no room. Nullopt also once it is taken.
  [[nodiscard]] std::optional<std::string> lend(const std::string& token, const std::string& owner);
  // The file itself, for the load to take over: once.
  [[nodiscard]] std::optional<std::string> take(const std::string& token, const std::string& owner);
  // A load that was refused gives it back.
  void give_back(const std::string& token, const std::string& path);
  void change(const std::string& token, const std::function<void(KeptList&)>& how);
  // Oldest first, with their tokens.
  [[nodiscard]] std::vector<std::pair<std::string, KeptList>> of(const std::string& owner);

 private:
  struct Entry {
    KeptList list;
    std::string owner;
    std::string path;
    std::uint64_t bytes = 0;
    schedule::SteadyTime since;
  };
  using Entries = std::map<std::string, Entry>;

  // With the lock held.
  void drop_old();
  void drop(Entries::iterator entry);
  [[nodiscard]] Entry* entry_of(const std::string& token, const std::string& owner);
  // Which list goes when the owner sends another; end(): none need go.
  [[nodiscard]] Entries::iterator put_out_for(const std::string& owner);
  [[nodiscard]] std::uint64_t bytes() const;

  const std::string folder_;
  const Steady steady_;
  std::mutex mutex_;
  Entries entries_;
};

}  // namespace triand::server
