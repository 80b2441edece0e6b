#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "channels/channel.hpp"
#include "channels/letter/journal.hpp"

namespace triand::channels::letter {

// After a crash: which letters had left, by the journal. Only pages that are new enough to matter are read, each once.
class PastLetters {
 public:
  // `trusted`: the journal is the one that the last run wrote. Of another one nothing can be said.
  PastLetters(const Journal& journal, const std::vector<Journal::Entry>& entries, bool trusted);

  [[nodiscard]] Recovery fate(std::string_view reference, std::chrono::system_clock::time_point claimed_at);
  // The newest batch with the letter in it, of those that fate() has looked at.
  [[nodiscard]] std::string batch_of(std::string_view reference) const;

 private:
  struct Page {
    std::string batch;
    std::chrono::system_clock::time_point written;
  };
  const Journal& journal_;
  const bool trusted_;
  std::vector<Page> unread_;                       // oldest first
  std::unordered_map<std::string, Page> letters_;  // by reference: the newest batch
};

}  // namespace triand::channels::letter
