#include "channels/sms/body_reader.hpp"

#include <algorithm>
#include <utility>

#include "channels/sms/json_text.hpp"

namespace triand::channels {

using Yaml = config::YamlValue;

namespace {

bool is_element_name(std::string_view name) {
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
  return !name.empty() && letter(name.front()) && std::all_of(name.begin(), name.end(), [&](char c) {
    return letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '.';
  });
}

}  // namespace

TextForm BodyTemplate::Reader::form() const {
  switch (options.format) {
    case BodyFormat::json:
      return TextForm::json;
    case BodyFormat::form:
      return TextForm::url;
    case BodyFormat::xml:
      return TextForm::xml;
    case BodyFormat::multipart:
      break;
  }
  return TextForm::raw;
}

void BodyTemplate::Reader::complain(int line, const std::string& path, std::string message) const {
  block.complain_at(line, path, std::move(message));
}

std::string BodyTemplate::Reader::written_key(const Yaml::Entry& entry, const std::string& path) const {
  if (options.format == BodyFormat::xml) {
    if (!is_element_name(entry.key)) complain(entry.line, path, "cannot be the name of an XML element");
    return entry.key;
  }
  if (options.format == BodyFormat::multipart && entry.key.find_first_of("\"\r\n") != std::string::npos)
    complain(entry.line, path, "cannot be the name of a field: it has a quote or a line end");
  std::string out;
  append_text(form(), entry.key, out);
  return out;
}

BodyTemplate::Node BodyTemplate::Reader::read(const Yaml& value, const std::string& path, bool top) const {
  const bool flat = options.format == BodyFormat::form || options.format == BodyFormat::multipart;
  Node node;
  if (flat && !top && (value.kind == Yaml::Kind::mapping || value.kind == Yaml::Kind::sequence)) {
    complain(value.line, path, "a form has texts only; expected a text such as ${phone}");
    return node;
  }
  switch (value.kind) {
    case Yaml::Kind::mapping:
      for (const Yaml::Entry& entry : value.entries) {
        const std::string below = path + "." + entry.key;
        Node child = read(entry.value, below, false);
        child.name = entry.key;
        child.key = written_key(entry, below);
        child.each = top && !options.each.empty() && entry.key == options.each;
        node.children.push_back(std::move(child));
      }
      break;
    case Yaml::Kind::sequence:
      node.kind = Kind::array;
      for (std::size_t i = 0; i < value.items.size(); ++i)
        node.children.push_back(read(value.items[i], path + "[" + std::to_string(i) + "]", false));
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

void BodyTemplate::Reader::read_scalar(const Yaml& value, const std::string& path, Node& node) const {
  const bool boolean = value.tag == "!boolean";
  node.kind = boolean || value.tag == "!number" ? Kind::number : Kind::text;
  if (!value.tag.empty() && (node.kind == Kind::text || options.format != BodyFormat::json))
    complain(value.line, path,
             "unknown tag " + value.tag +
                 "; use !number or !boolean in JSON, and ${credentials.NAME} for a secret");
  if (boolean && value.text != "true" && value.text != "false")
    complain(value.line, path, "expected true or false behind !boolean, found \"" + value.text + "\"");
  std::string fault;
  if (auto text = PlaceholderText::compile(value.text, options.known, form(), fault))
    node.text = std::move(*text);
  else
    complain(value.line, path, std::move(fault));
  if (value.tag == "!number" && value.text != "${unicode}" && value.text != "${auth.now}" &&
      value.text != "${auth.expires}" && !(node.text.constant() && is_json_number(value.text)))
    complain(value.line, path,
             "expected a number or ${unicode} behind !number, found \"" + value.text + "\"");
}

BodyTemplate BodyTemplate::read(config::Block& block, std::string_view key, const Options& options) {
  BodyTemplate out;
  out.format_ = options.format;
  if (options.format == BodyFormat::multipart) out.boundary_ = "triand-" + random_hex(16);
  const Yaml* value = block.value(key);
  if (value == nullptr) {
    block.complain(key, "missing; expected the keys of the request's body");
    return out;
  }
  if (value->kind != Yaml::Kind::mapping) {
    block.complain(key, "expected the keys of the request's body, such as `Phone: ${phone}`");
    return out;
  }
  out.root_ = Reader{block, options}.read(*value, std::string(key), true);
  if (options.each.empty()) return out;
  const bool repeats = std::any_of(
      out.root_.children.begin(), out.root_.children.end(),
      [](const Node& node) { return node.each && node.kind == Kind::array && node.children.size() == 1; });
  if (!repeats)
    block.complain(key, "`" + options.each + "`, which a batch repeats, is not a list of one item");
  return out;
}

}  // namespace triand::channels
