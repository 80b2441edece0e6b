#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "channels/batch_printer.hpp"

namespace triand::server {

// What the handlers of letters need of the rest of the service besides ApiWorld; made by app/. Every function may be
// called on any worker thread and may wait, but never for ever.
struct LetterWorld {
  // The references in a batch that was handed over.
  std::function<std::vector<std::string>(const std::string& batch)> letters_of = {};
  // By the name of each batch that prints letters once more: the old one's.
  std::function<std::map<std::string, std::string>()> reprints = {};
  std::function<channels::Reprint(const std::string& batch, std::vector<channels::Envelope>)> reprint = {};
};

}  // namespace triand::server
