#include "channels/letter/past_letters.hpp"

#include <algorithm>
#include <utility>

namespace triand::channels::letter {
namespace {

using namespace std::chrono_literals;

// The file system's clock is a few milliseconds behind.
constexpr auto kClockError = 1s;

}  // namespace

PastLetters::PastLetters(const Journal& journal, const std::vector<Journal::Entry>& entries, bool trusted)
    : journal_(journal), trusted_(trusted) {
  for (const Journal::Entry& entry : entries) unread_.push_back({entry.summary.batch, entry.written});
  std::sort(unread_.begin(), unread_.end(),
            [](const Page& a, const Page& b) { return a.written < b.written; });
}

Recovery PastLetters::fate(std::string_view reference, std::chrono::system_clock::time_point claimed_at) {
  if (!trusted_) return Recovery::unknown;
  while (!unread_.empty() && unread_.back().written + kClockError >= claimed_at) {
    const Page page = std::move(unread_.back());
    unread_.pop_back();
    // From the newest on: the first batch that names a letter is its last.
    for (std::string& one : journal_.references(page.batch)) letters_.try_emplace(std::move(one), page);
  }
  const auto found = letters_.find(std::string(reference));
  return found != letters_.end() && found->second.written + kClockError >= claimed_at ? Recovery::sent
                                                                                      : Recovery::not_sent;
}

std::string PastLetters::batch_of(std::string_view reference) const {
  const auto found = letters_.find(std::string(reference));
  return found == letters_.end() ? std::string() : found->second.batch;
}

}  // namespace triand::channels::letter
