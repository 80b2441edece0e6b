#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "config/problem.hpp"
#include "config/yaml_value.hpp"

namespace triand::config {

// Reads one YAML document. Text that is not YAML, not UTF-8 or has two documents: one Problem and nullopt. A key
// that is given twice or an alias: a Problem each, and the rest of the document all the same. `name` stands for
// the file in problems.
[[nodiscard]] std::optional<YamlValue> read_yaml(std::string_view text, const std::string& name,
                                                 Problems& problems);

}  // namespace triand::config
