#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "daemon/store/record.hpp"
#include "daemon/store/write_session.hpp"

namespace triand::store {

// What printer or post say of one letter.
enum class LetterStatus : std::uint8_t { printed, posted, returned, rejected };

enum class LetterWordFate {
  applied,          // moved its delivery, or is kept in its history
  repeated,         // said before of this printing of the letter: nothing was done
  not_handed_over,  // the letter is in no batch, or in one whose hand-over is not on record: nothing was done
};

// Applies the word to its delivery and counts it for the letter's batch, once. `word.code` is the status's word.
LetterWordFate apply_letter_word(WriteSession& session, LaterWord word, LetterStatus status);

// What the history says of a letter that was printed once more, before the name of the batch that it had been in.
inline constexpr const char* kReprintedInsteadOf = "printed once more instead of in ";
// That a letter was printed once more, in another batch: from now on words are that batch's.
void note_reprint(WriteSession& session, std::int64_t delivery, const std::string& batch,
                  const std::string& of, const std::string& who, TimePoint now);

// Letters of a batch by what was said of them.
struct LetterCounts {
  std::int64_t printed = 0;
  std::int64_t posted = 0;
  std::int64_t returned = 0;
  std::int64_t rejected = 0;
  std::int64_t settled = 0;  // at least one of the last three was said
};
// By the batch's name; a batch that nothing was said of is not in it.
[[nodiscard]] std::map<std::string, LetterCounts> letter_counts(WriteSession& session);

}  // namespace triand::store
