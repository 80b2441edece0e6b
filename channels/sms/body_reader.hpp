#pragma once

#include <string>

#include "channels/sms/body_template.hpp"
#include "config/yaml_value.hpp"

namespace triand::channels {

// Compiles a body from its YAML. Lives for one reading.
struct BodyTemplate::Reader {
  config::Block& block;
  const Options& options;

  [[nodiscard]] TextForm form() const;
  void complain(int line, const std::string& path, std::string message) const;
  [[nodiscard]] std::string written_key(const config::YamlValue::Entry& entry, const std::string& path) const;
  [[nodiscard]] Node read(const config::YamlValue& value, const std::string& path, bool top) const;
  void read_scalar(const config::YamlValue& value, const std::string& path, Node& node) const;
};

}  // namespace triand::channels
