#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "channels/batch_printer.hpp"
#include "daemon/server/progress.hpp"

namespace triand::server {

// What the handlers of letters need of the rest of the service besides ApiWorld; made by app/. Every function may be
// called on any worker thread and may wait, but never for ever; what prints is for jobs alone.
struct LetterWorld {
  // The references in a batch that was handed over.
  std::function<std::vector<std::string>(const std::string& batch)> letters_of = {};
  // By the name of each batch that prints letters once more: the old one's.
  std::function<std::map<std::string, std::string>()> reprints = {};
  // Waits until it is known what came of it, however long the press takes; nullopt: the service stops first.
  std::function<std::optional<channels::Reprint>(const std::string& batch, std::vector<channels::Envelope>,
                                                 const Progress&)>
      reprint = {};
};

}  // namespace triand::server
