#include "config/block.hpp"

#include <filesystem>

#include "config/block_node.hpp"
#include "config/text_file.hpp"
#include "config/yaml_reader.hpp"

namespace triand::config {
namespace {

constexpr std::size_t kMaxFile = 1024 * 1024;

using Kind = YamlValue::Kind;

std::shared_ptr<Block::Node> top(std::string_view text, const std::string& name, Problems& problems) {
  auto source = std::make_shared<Block::Node::Source>(
      Block::Node::Source{name, std::filesystem::path(name).parent_path().string(), &problems, {}});
  auto value = read_yaml(text, name, problems);
  if (value && value->kind == Kind::mapping) return Block::Node::make(source, "", std::move(*value));
  if (value && value->kind == Kind::null)
    problems.push_back({name, 0, "", "is empty; expected lines of the form `key: value`"});
  else if (value)
    problems.push_back({name, value->line, "", "expected lines of the form `key: value` at the top"});
  return Block::Node::empty(source, "", value ? value->line : 0, true);
}

const char* kind_word(Kind kind) {
  switch (kind) {
    case Kind::null:
      return "no value";
    case Kind::scalar:
      return "a single value";
    case Kind::sequence:
      return "a list";
    case Kind::mapping:
      return "a group of keys";
  }
  return "";
}

void expected(const Block::Node& node, const Block::Node::Entry& entry, std::string_view what) {
  node.complain(entry.line, entry.key,
                "expected " + std::string(what) + ", found " + kind_word(entry.value.kind));
}

std::shared_ptr<Block::Node> child_of(Block::Node& node, std::string_view key, bool required) {
  Block::Node::Entry* entry = node.ask(key);
  if (entry == nullptr) {
    if (required && !node.silent)
      node.complain(node.line, key, "missing; expected a group of keys under `" + std::string(key) + ":`");
    return Block::Node::empty(node.source, node.path(key), node.line, required || node.silent);
  }
  if (entry->value.kind != Kind::mapping) {
    expected(node, *entry, "a group of keys");
    return Block::Node::empty(node.source, node.path(key), entry->line, true);
  }
  if (!entry->expanded) {
    entry->expanded = true;
    entry->children.push_back(Block::Node::make(node.source, node.path(key), entry->value));
    // What is missing inside is reported where the group starts.
    entry->children.front()->line = entry->line;
  }
  return entry->children.front();
}

}  // namespace

Block::Block(std::shared_ptr<Node> node) : node_(std::move(node)) {}

Block Block::load(const std::string& path, Problems& problems) {
  const TextFile file = read_text_file(path, kMaxFile);
  if (file.fault.empty()) return parse(file.bytes, path, problems);
  problems.push_back({path, 0, "", file.fault});
  auto source = std::make_shared<Node::Source>(Node::Source{path, "", &problems, {}});
  return Block(Node::empty(std::move(source), "", 0, true));
}

Block Block::parse(std::string_view text, const std::string& name, Problems& problems) {
  return Block(top(text, name, problems));
}

bool Block::has(std::string_view key) const {
  node_->known.emplace(key);
  return node_->find(key) != nullptr;
}

std::vector<std::string> Block::keys() const {
  std::vector<std::string> out;
  for (const Node::Entry& entry : node_->entries) out.push_back(entry.key);
  return out;
}

int Block::line(std::string_view key) const {
  const Node::Entry* entry = node_->find(key);
  return entry != nullptr ? entry->line : node_->line;
}

const std::string& Block::file() const { return node_->source->file; }

std::string Block::path(std::string_view key) const { return node_->path(key); }

Block Block::child(std::string_view key) { return Block(child_of(*node_, key, true)); }

Block Block::child_or_empty(std::string_view key) { return Block(child_of(*node_, key, false)); }

std::vector<std::string> Block::list(std::string_view key) {
  std::vector<std::string> out;
  Node::Entry* entry = node_->ask(key);
  if (entry == nullptr) return out;
  const YamlValue& value = entry->value;
  if (value.kind == Kind::scalar && value.tag.empty()) {
    out.push_back(value.text);
  } else if (value.kind == Kind::sequence) {
    for (const YamlValue& item : value.items) {
      if (item.kind == Kind::scalar && item.tag.empty())
        out.push_back(item.text);
      else
        node_->complain(item.line, key, "expected a list of words, such as [one, two]");
    }
  } else {
    expected(*node_, *entry, "a list of words, such as [one, two]");
  }
  return out;
}

std::vector<Block> Block::children(std::string_view key) {
  std::vector<Block> out;
  Node::Entry* entry = node_->ask(key);
  if (entry == nullptr) return out;
  if (entry->value.kind != Kind::sequence) {
    expected(*node_, *entry, "a list of groups, each starting with `- `");
    return out;
  }
  if (!entry->expanded) {
    entry->expanded = true;
    for (std::size_t i = 0; i < entry->value.items.size(); ++i) {
      const YamlValue& item = entry->value.items[i];
      const std::string name = std::string(key) + "[" + std::to_string(i) + "]";
      if (item.kind == Kind::mapping)
        entry->children.push_back(Node::make(node_->source, node_->path(name), item));
      else
        node_->complain(item.line, name,
                        std::string("expected a group of keys, found ") + kind_word(item.kind));
    }
  }
  // NOLINTNEXTLINE(modernize-use-emplace): the constructor is private.
  for (const auto& child : entry->children) out.push_back(Block(child));
  return out;
}

const YamlValue* Block::value(std::string_view key) {
  const Node::Entry* entry = node_->ask(key);
  return entry != nullptr ? &entry->value : nullptr;
}

void Block::complain_at(int line, std::string_view key, std::string message) {
  node_->complain(line, key, std::move(message));
}

void Block::complain(std::string_view key, std::string message) {
  node_->complain(line(key), key, std::move(message));
}

void Block::complain_unused() { node_->complain_unused(); }

Problems& Block::problems() const { return *node_->source->problems; }

}  // namespace triand::config
