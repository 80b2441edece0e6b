#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "channels/envelope.hpp"

namespace triand::channels {

// What became of letters that were to be printed once more.
struct Reprint {
  std::string batch;                                         // the new one; empty: nothing was printed
  std::vector<std::string> printed;                          // references
  std::vector<std::pair<std::string, std::string>> refused;  // reference and why, a sentence
  std::string fault;                                         // why nothing was printed, as a sentence
};

// What a channel can do besides whose gateway is a print house: its batches outlive their messages. Every method is
// called on the network thread, unless it says otherwise, and does not throw.
class BatchPrinter {
 public:
  virtual ~BatchPrinter() = default;

  // Closes an open batch. `told` is called exactly once, later: with an empty text once the batch is handed over, else
  // with why it is not. False when there is no such open batch: then nobody is told.
  virtual bool release_and_tell(std::string_view batch, std::function<void(std::string fault)> told) = 0;

  // The references in a batch that was handed over; empty when there is none of that name. Safe from any thread once
  // the channel has started; reads a file.
  [[nodiscard]] virtual std::vector<std::string> letters_of(std::string_view batch) const = 0;

  // Prints letters of a batch once more, as a batch of its own that names the old one. `told` is called exactly once,
  // later.
  virtual void reprint(std::string_view batch, std::vector<Envelope> letters,
                       std::function<void(Reprint)> told) = 0;

  // Of every such batch, by its name: the old one's.
  [[nodiscard]] virtual std::map<std::string, std::string> reprints() const = 0;

  // The batch of a letter that Channel::recover() has just called sent.
  [[nodiscard]] virtual std::string recovered_in(std::string_view reference) const = 0;
};

}  // namespace triand::channels
