#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "channels/letter/letter.hpp"
#include "channels/letter/outbox_folder.hpp"
#include "channels/letter/stationery.hpp"
#include "channels/letter/vietnam_time.hpp"

namespace triand::channels::letter {

// A batch that takes no more letters.
struct ClosedBatch {
  std::string name;
  std::string campaign;
  Time closed;  // the date on the letters
  std::vector<Letter> letters;
  std::string reprint_of;  // the batch whose letters these are once more; empty: none
};

struct Refused {
  std::string reference;
  std::string reason;  // a reason word
  std::string why;     // a sentence
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
  std::vector<std::string> printed;  // references
  std::vector<Refused> refused;
  // Of those that are printed: reference, and what of the address is printed otherwise than it came.
  std::vector<std::pair<std::string, std::string>> changed;
};

// What the press asks and tells meanwhile, on its own thread.
struct PressWatch {
  std::function<bool()> interrupted;       // asked between two letters: once it says yes nothing appears
  std::function<void()> rendered = [] {};  // the files are complete, and nothing is to be seen yet
};

// Renders a batch and puts it into the outbox. Blocks; for a thread of its own. Never throws.
[[nodiscard]] Pressed press(ClosedBatch batch, const Stationery& stationery, const OutboxFolder& outbox,
                            const PressWatch& watch);

}  // namespace triand::channels::letter
