#include "config/block_node.hpp"

#include <algorithm>

#include "config/nearest.hpp"

namespace triand::config {
namespace {

std::string unknown_key(std::string_view key, const std::set<std::string, std::less<>>& known) {
  if (const std::string nearest = nearest_word(key, known); !nearest.empty())
    return "unknown key; did you mean `" + nearest + "`?";
  if (known.empty()) return "unknown key; remove it";
  std::string words;
  for (const std::string& word : known) words += (words.empty() ? "" : ", ") + word;
  return "unknown key; remove it, or use one of: " + words;
}

}  // namespace

std::shared_ptr<Block::Node> Block::Node::make(std::shared_ptr<Source> source, std::string prefix,
                                               YamlValue value) {
  auto node = std::make_shared<Node>();
  node->source = std::move(source);
  node->prefix = std::move(prefix);
  node->line = value.line;
  for (YamlValue::Entry& entry : value.entries) {
    node->places.emplace(entry.key, node->entries.size());
    node->entries.push_back({.key = std::move(entry.key),
                             .line = entry.line,
                             .value = std::move(entry.value),
                             .read = false,
                             .expanded = false,
                             .children = {}});
  }
  return node;
}

std::shared_ptr<Block::Node> Block::Node::empty(std::shared_ptr<Source> source, std::string prefix, int line,
                                                bool silent) {
  auto node = std::make_shared<Node>();
  node->source = std::move(source);
  node->prefix = std::move(prefix);
  node->line = line;
  node->silent = silent;
  return node;
}

Block::Node::Entry* Block::Node::ask(std::string_view key) {
  known.emplace(key);
  const auto found = places.find(key);
  if (found == places.end()) return nullptr;
  entries[found->second].read = true;
  return &entries[found->second];
}

const Block::Node::Entry* Block::Node::find(std::string_view key) const {
  const auto found = places.find(key);
  return found == places.end() ? nullptr : &entries[found->second];
}

std::string Block::Node::path(std::string_view key) const {
  if (prefix.empty()) return std::string(key);
  return key.empty() ? prefix : prefix + "." + std::string(key);
}

void Block::Node::complain(int at, std::string_view key, std::string message) const {
  Problem problem{source->file, at, path(key), std::move(message)};
  if (!source->told.emplace(problem.line, problem.key, problem.message).second) return;
  // What another block of the same file has said; not looked for among more than anybody reads.
  constexpr std::size_t kMostCompared = 1000;
  Problems& all = *source->problems;
  if (all.size() < kMostCompared && std::find(all.begin(), all.end(), problem) != all.end()) return;
  all.push_back(std::move(problem));
}

void Block::Node::complain_unused() const {
  for (const Entry& entry : entries) {
    if (!entry.read) complain(entry.line, entry.key, unknown_key(entry.key, known));
    for (const auto& child : entry.children) child->complain_unused();
  }
}

}  // namespace triand::config
