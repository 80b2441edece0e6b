#pragma once

#include <cstdint>
#include <optional>
#include <regex>
#include <string>

#include "tests/standin/subject.hpp"

namespace triand::standin {

// Which requests a rule strikes. Everything that is set must hold.
struct Match {
  std::optional<Channel> channel;
  std::string address_prefix;
  std::string address_suffix;
  std::string address_regex;  // ECMAScript, anywhere in the address
  std::regex compiled_regex;  // of address_regex
  std::string reference;

  // The following look at the requests for which all of the above holds.
  std::uint64_t first_tries = 0;  // only the first so many of each reference; 0: all
  std::uint64_t every = 0;        // only each so-manieth; 0: all
  std::optional<double>
      probability;  // the same for the nth try of a reference in every run with the same seed
  std::uint64_t seed = 0;
  std::uint64_t times = 0;  // only so often altogether; 0: for ever

  // Whether address, reference and channel hold.
  [[nodiscard]] bool holds(const Subject& subject) const;
  // Whether the body of a request must be known to decide.
  [[nodiscard]] bool needs_body() const;
};

}  // namespace triand::standin
