#pragma once

#include <string>
#include <utility>
#include <vector>

namespace triand::config {

// One value of a YAML file as it was written: text stays text, each value knows its line.
struct YamlValue {
  enum class Kind { null, scalar, sequence, mapping };
  struct Entry;

  Kind kind = Kind::null;
  int line = 0;      // 1 is the first
  std::string tag;   // "!credential", "!env", "!file"; empty for everything else
  std::string text;  // scalar
  std::vector<YamlValue> items;
  std::vector<Entry> entries;  // mapping, in the file's order, each key once
};

struct YamlValue::Entry {
  std::string key;
  int line = 0;
  YamlValue value;
};

}  // namespace triand::config
