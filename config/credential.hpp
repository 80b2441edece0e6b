#pragma once

#include <string>

#include "config/yaml_value.hpp"

namespace triand::config {

// The value behind a scalar: its own text, or what its tag points at.
struct Resolved {
  std::string value;
  std::string fault;  // a sentence without the value; empty: resolved
};

// `!credential NAME` ($CREDENTIALS_DIRECTORY/NAME, as systemd's LoadCredential= gives them), `!env NAME`,
// `!file PATH` (relative to `folder`). One final newline of a file is dropped. An empty value is a fault.
[[nodiscard]] Resolved resolve_scalar(const YamlValue& scalar, const std::string& folder);

}  // namespace triand::config
