#include "daemon/server/console/kept_lists.hpp"

#include <stdio.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "daemon/server/secret_token.hpp"

namespace triand::server {
namespace {

// As uploads are called: what an earlier run left of them goes at the start.
std::string upload_path(const std::string& folder) { return folder + "/upload-" + new_secret_token(); }

}  // namespace

bool is_read_alike(const KeptList& one, const KeptList& other) {
  return one.unit == other.unit && one.sheet == other.sheet && one.encoding == other.encoding &&
         one.columns == other.columns;
}

KeptLists::~KeptLists() {
  for (const auto& [token, entry] : entries_)
    if (!entry.list.taken) ::unlink(entry.path.c_str());
}

void KeptLists::drop(Entries::iterator entry) {
  if (!entry->second.list.taken) ::unlink(entry->second.path.c_str());
  entries_.erase(entry);
}

void KeptLists::drop_old() {
  const schedule::SteadyTime now = steady_();
  for (auto at = entries_.begin(); at != entries_.end();) {
    const auto entry = at++;
    if (now - entry->second.since >= kKept) drop(entry);
  }
}

KeptLists::Entry* KeptLists::entry_of(const std::string& token, const std::string& owner) {
  drop_old();
  const auto found = entries_.find(token);
  return found == entries_.end() || found->second.owner != owner ? nullptr : &found->second;
}

std::uint64_t KeptLists::bytes() const {
  std::uint64_t out = 0;
  for (const auto& [token, entry] : entries_)
    if (!entry.list.taken) out += entry.bytes;
  return out;
}

KeptLists::Entries::iterator KeptLists::put_out_for(const std::string& owner) {
  const auto of_owner = [&](const auto& entry) { return entry.second.owner == owner; };
  if (static_cast<std::size_t>(std::count_if(entries_.begin(), entries_.end(), of_owner)) < kMostEach)
    return entries_.end();
  auto oldest = entries_.end();
  for (auto at = entries_.begin(); at != entries_.end(); ++at)
    if (of_owner(*at) && (oldest == entries_.end() || at->second.since < oldest->second.since)) oldest = at;
  return oldest;
}

std::optional<std::string> KeptLists::keep(std::string& path, KeptList list, const std::string& owner) {
  Entry entry;
  entry.list = std::move(list);
  entry.owner = owner;
  entry.bytes = std::filesystem::file_size(path);
  entry.since = steady_();
  entry.path = folder_ + "/" + kPrefix + new_secret_token();
  std::string token = new_secret_token();
  const std::lock_guard lock(mutex_);
  drop_old();
  const auto oldest = put_out_for(owner);
  const bool frees = oldest != entries_.end() && !oldest->second.list.taken;
  if (bytes() - (frees ? oldest->second.bytes : 0) + entry.bytes > kMostBytes) return std::nullopt;
  std::filesystem::rename(path, entry.path);
  path.clear();
  // Not before: whoever sends a list that cannot be kept has still those he sent before.
  if (oldest != entries_.end()) drop(oldest);
  entries_.emplace(token, std::move(entry));
  return token;
}

std::optional<KeptList> KeptLists::find(const std::string& token, const std::string& owner) {
  const std::lock_guard lock(mutex_);
  const Entry* entry = entry_of(token, owner);
  return entry == nullptr ? std::nullopt : std::optional(entry->list);
}

std::optional<std::string> KeptLists::lend(const std::string& token, const std::string& owner) {
  const std::lock_guard lock(mutex_);
  const Entry* entry = entry_of(token, owner);
  std::string path = upload_path(folder_);
  if (entry == nullptr || entry->list.taken || ::link(entry->path.c_str(), path.c_str()) != 0)
    return std::nullopt;
  return path;
}

std::optional<std::string> KeptLists::take(const std::string& token, const std::string& owner) {
  const std::lock_guard lock(mutex_);
  Entry* entry = entry_of(token, owner);
  std::string path = upload_path(folder_);
  if (entry == nullptr || entry->list.taken || ::rename(entry->path.c_str(), path.c_str()) != 0)
    return std::nullopt;
  entry->list.taken = true;
  return path;
}

void KeptLists::give_back(const std::string& token, const std::string& path) {
  const std::lock_guard lock(mutex_);
  const auto found = entries_.find(token);
  if (found == entries_.end() || ::rename(path.c_str(), found->second.path.c_str()) != 0) {
    ::unlink(path.c_str());
    return;
  }
  found->second.list.taken = false;
}

void KeptLists::change(const std::string& token, const std::function<void(KeptList&)>& how) {
  const std::lock_guard lock(mutex_);
  if (const auto found = entries_.find(token); found != entries_.end()) how(found->second.list);
}

std::vector<std::pair<std::string, KeptList>> KeptLists::of(const std::string& owner) {
  const std::lock_guard lock(mutex_);
  drop_old();
  std::vector<const Entries::value_type*> found;
  for (const auto& entry : entries_)
    if (entry.second.owner == owner) found.push_back(&entry);
  std::sort(found.begin(), found.end(),
            [](const auto* one, const auto* other) { return one->second.since < other->second.since; });
  std::vector<std::pair<std::string, KeptList>> out;
  out.reserve(found.size());
  for (const auto* entry : found) out.emplace_back(entry->first, entry->second.list);
  return out;
}

}  // namespace triand::server
