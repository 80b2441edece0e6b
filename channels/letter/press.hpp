#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "channels/letter/letter.hpp"
#include "channels/letter/outbox_folder.hpp"
#include "channels/letter/vietnam_time.hpp"

namespace triand::channels::letter {

// A batch that takes no more letters.
struct ClosedBatch {
  std::string name;
  std::string campaign;
  Time closed;  // the date on the letters
  std::vector<Letter> letters;
};

// What became of one. Each of its letters is in `printed` or `refused` when it appeared, and none when it did not.
struct Pressed {
  enum class Fate {
    appeared,
    nothing,    // nothing to be seen in the outbox; `fault` says why, or every letter was refused
    uncertain,  // it appeared, but a power cut might still undo it
  };
  Fate fate = Fate::nothing;
  std::string fault;
  std::vector<std::string> printed;                          // references
  std::vector<std::pair<std::string, std::string>> refused;  // reference and why
};

// Renders a batch and puts it into the outbox. Blocks; for a thread of its own. `interrupted` is asked between two
// letters: once it says yes nothing appears. Never throws.
[[nodiscard]] Pressed press(ClosedBatch batch, const std::vector<std::string>& sender_address,
                            const OutboxFolder& outbox, const std::function<bool()>& interrupted);

}  // namespace triand::channels::letter
