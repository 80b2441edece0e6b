#pragma once

#include <string>
#include <vector>

#include "templates/filter.hpp"
#include "templates/tag_reader.hpp"

namespace triand::templates {

// The filters of a placeholder as they were read.
struct FilterChain {
  std::vector<Filter> filters;
  std::vector<std::string> faults;  // a sentence each, with the remedy
};

// Reads `| filter | filter:ARG …` up to the end of the tag.
[[nodiscard]] FilterChain read_filters(TagReader& reader);

}  // namespace triand::templates
