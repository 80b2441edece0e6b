#include "channels/sms/body_template.hpp"

#include <algorithm>

#include "channels/sms/json_text.hpp"
#include "config/yaml_value.hpp"

namespace triand::channels {

using Yaml = config::YamlValue;

struct BodyTemplate::Reader {
  config::Block& block;

  void complain(int line, const std::string& path, std::string message) const {
    block.complain_at(line, path, std::move(message));
  }

  Node read(const Yaml& value, const std::string& path) const {
    Node node;
    switch (value.kind) {
      case Yaml::Kind::mapping:
        for (const Yaml::Entry& entry : value.entries) {
          node.children.push_back(read(entry.value, path + "." + entry.key));
          node.children.back().key = entry.key;
        }
        break;
      case Yaml::Kind::sequence:
        node.kind = Kind::array;
        for (std::size_t i = 0; i < value.items.size(); ++i)
          node.children.push_back(read(value.items[i], path + "[" + std::to_string(i) + "]"));
        break;
      case Yaml::Kind::scalar:
        read_scalar(value, path, node);
        break;
      case Yaml::Kind::null:
        complain(value.line, path, "expected a text, found no value");
        break;
    }
    return node;
  }

  void read_scalar(const Yaml& value, const std::string& path, Node& node) const {
    node.kind = value.tag == "!number" ? Kind::number : Kind::text;
    if (!value.tag.empty() && value.tag != "!number")
      complain(value.line, path,
               "unknown tag " + value.tag + "; use !number here, and ${credentials.NAME} for a secret");
    std::string fault;
    if (auto text = PlaceholderText::compile(value.text, fault))
      node.text = std::move(*text);
    else
      complain(value.line, path, std::move(fault));
    if (node.kind == Kind::number && value.text != "${unicode}" &&
        !(node.text.constant() && is_json_number(value.text)))
      complain(value.line, path,
               "expected a number or ${unicode} behind !number, found \"" + value.text + "\"");
  }
};

BodyTemplate BodyTemplate::read(config::Block& block, std::string_view key) {
  BodyTemplate out;
  const Yaml* value = block.value(key);
  if (value == nullptr)
    block.complain(key, "missing; expected the keys of the request's body");
  else if (value->kind != Yaml::Kind::mapping)
    block.complain(key, "expected the keys of the request's body, such as `Phone: ${phone}`");
  else
    out.root_ = Reader{block}.read(*value, std::string(key));
  return out;
}

std::string BodyTemplate::render(const RequestValues& values) const {
  std::string out;
  out.reserve(512 + values.text.size());
  if (!render_node(root_, values, out)) return "{}";
  return out;
}

// Appends the node and returns true, or nothing and false when it is empty.
bool BodyTemplate::render_node(const Node& node, const RequestValues& values, std::string& out) {
  if (node.kind == Kind::text || node.kind == Kind::number) {
    std::string text;
    node.text.render(values, text);
    if (text.empty()) return false;
    if (node.kind == Kind::number)
      out += text;
    else
      append_json_string(text, out);
    return true;
  }
  const std::size_t start = out.size();
  bool any = false;
  out += node.kind == Kind::object ? '{' : '[';
  for (const Node& child : node.children) {
    const std::size_t before = out.size();
    if (any) out += ',';
    if (node.kind == Kind::object) {
      append_json_string(child.key, out);
      out += ':';
    }
    if (render_node(child, values, out))
      any = true;
    else
      out.resize(before);
  }
  if (!any) {
    out.resize(start);
    return false;
  }
  out += node.kind == Kind::object ? '}' : ']';
  return true;
}

bool BodyTemplate::uses(Placeholder name) const { return node_uses(root_, name); }

bool BodyTemplate::node_uses(const Node& node, Placeholder name) {
  return node.text.uses(name) || std::any_of(node.children.begin(), node.children.end(),
                                             [name](const Node& child) { return node_uses(child, name); });
}

void BodyTemplate::collect_credentials(std::set<std::string>& names) const { node_credentials(root_, names); }

void BodyTemplate::node_credentials(const Node& node, std::set<std::string>& names) {
  node.text.collect_credentials(names);
  for (const Node& child : node.children) node_credentials(child, names);
}

bool BodyTemplate::field_uses(std::string_view field, Placeholder name) const {
  return std::any_of(root_.children.begin(), root_.children.end(),
                     [&](const Node& child) { return child.key == field && node_uses(child, name); });
}

}  // namespace triand::channels
