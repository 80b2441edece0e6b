#pragma once

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "config/block.hpp"
#include "config/yaml_value.hpp"

namespace triand::config {

// What a block and its copies share: the mapping, and who has read what of it.
struct Block::Node {
  struct Source {
    std::string file;
    std::string folder;  // where !file paths start
    Problems* problems;
    std::set<std::tuple<int, std::string, std::string>>
        told;  // line, key and message of this file's problems
  };
  struct Entry {
    std::string key;
    int line = 0;
    YamlValue value;
    bool read = false;
    bool expanded = false;                        // children hold the blocks of this value
    std::vector<std::shared_ptr<Node>> children;  // one for a mapping, one for each item of a sequence
  };

  std::shared_ptr<Source> source;
  std::string prefix;  // dotted path of this mapping, empty at the top
  int line = 0;
  bool silent = false;         // its absence was a problem already: what is missing inside is none
  std::vector<Entry> entries;  // in the file's order
  std::map<std::string, std::size_t, std::less<>> places;  // of the keys in `entries`
  std::set<std::string, std::less<>> known;

  static std::shared_ptr<Node> make(std::shared_ptr<Source> source, std::string prefix, YamlValue value);
  // Nothing in it; `silent` as above.
  static std::shared_ptr<Node> empty(std::shared_ptr<Source> source, std::string prefix, int line,
                                     bool silent);

  // The entry, marked as read, or null; either way the word is known from now on.
  Entry* ask(std::string_view key);
  [[nodiscard]] const Entry* find(std::string_view key) const;
  [[nodiscard]] std::string path(std::string_view key) const;
  // Adds a problem unless the same one is there already (two readers of one key).
  void complain(int at, std::string_view key, std::string message) const;
  void complain_unused() const;
};

}  // namespace triand::config
