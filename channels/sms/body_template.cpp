#include "channels/sms/body_template.hpp"

#include <algorithm>

namespace triand::channels {

std::string BodyTemplate::render(Messages messages) const {
  std::string out;
  out.reserve(512 + messages.front().text.size() + 32 * messages.size());
  switch (format_) {
    case BodyFormat::json:
      if (!render_json(root_, messages, out)) return "{}";
      break;
    case BodyFormat::xml:
      (void)render_xml(root_, messages, out);
      break;
    case BodyFormat::form:
    case BodyFormat::multipart:
      render_fields(messages, out);
      break;
  }
  return out;
}

// Appends the member and returns true, or nothing and false when it is empty.
bool BodyTemplate::append_member(const Node& node, const Node& child, Messages messages, bool first,
                                 std::string& out) {
  const std::size_t before = out.size();
  if (!first) out += ',';
  if (node.kind == Kind::object) {
    out += '"';
    out += child.key;
    out += "\":";
  }
  if (render_json(child, messages, out)) return true;
  out.resize(before);
  return false;
}

bool BodyTemplate::render_json(const Node& node, Messages messages, std::string& out) {
  const RequestValues& values = messages.front();
  if (node.kind == Kind::text || node.kind == Kind::number) {
    if (node.text.is_empty(values)) return false;
    if (node.kind == Kind::text) out += '"';
    node.text.render(values, out);
    if (node.kind == Kind::text) out += '"';
    return true;
  }
  const std::size_t start = out.size();
  bool any = false;
  out += node.kind == Kind::object ? '{' : '[';
  if (node.each) {
    for (const RequestValues& message : messages)
      any = append_member(node, node.children.front(), {&message, 1}, !any, out) || any;
  } else {
    for (const Node& child : node.children) any = append_member(node, child, messages, !any, out) || any;
  }
  if (!any) {
    out.resize(start);
    return false;
  }
  out += node.kind == Kind::object ? '}' : ']';
  return true;
}

bool BodyTemplate::render_xml(const Node& node, Messages messages, std::string& out) {
  if (node.kind == Kind::text || node.kind == Kind::number) {
    if (node.text.is_empty(messages.front())) return false;
    node.text.render(messages.front(), out);
    return true;
  }
  bool any = false;
  const auto element = [&](const std::string& name, const Node& content, Messages of) {
    const std::size_t before = out.size();
    out += '<';
    out += name;
    out += '>';
    if (!render_xml(content, of, out)) {
      out.resize(before);
      return;
    }
    out += "</";
    out += name;
    out += '>';
    any = true;
  };
  for (const Node& child : node.children) {
    if (child.kind != Kind::array) {
      element(child.key, child, messages);
    } else if (child.each) {
      for (const RequestValues& message : messages) element(child.key, child.children.front(), {&message, 1});
    } else {
      for (const Node& item : child.children) element(child.key, item, messages);
    }
  }
  return any;
}

void BodyTemplate::render_fields(Messages messages, std::string& out) const {
  const RequestValues& values = messages.front();
  for (const Node& field : root_.children) {
    if (field.text.is_empty(values)) continue;
    if (format_ == BodyFormat::form) {
      if (!out.empty()) out += '&';
      out += field.key;
      out += '=';
      field.text.render(values, out);
      continue;
    }
    out += "--" + boundary_ + "\r\nContent-Disposition: form-data; name=\"" + field.key + "\"\r\n\r\n";
    field.text.render(values, out);
    out += "\r\n";
  }
  if (format_ == BodyFormat::multipart) out += "--" + boundary_ + "--\r\n";
}

bool BodyTemplate::uses(Placeholder name) const { return node_uses(root_, name, false); }

bool BodyTemplate::shares(Placeholder name) const { return node_uses(root_, name, true); }

bool BodyTemplate::node_uses(const Node& node, Placeholder name, bool shared_only) {
  if (shared_only && node.each) return false;
  return node.text.uses(name) ||
         std::any_of(node.children.begin(), node.children.end(),
                     [&](const Node& child) { return node_uses(child, name, shared_only); });
}

void BodyTemplate::collect_credentials(std::set<std::string>& names) const { node_credentials(root_, names); }

void BodyTemplate::node_credentials(const Node& node, std::set<std::string>& names) {
  node.text.collect_credentials(names);
  for (const Node& child : node.children) node_credentials(child, names);
}

bool BodyTemplate::field_uses(std::string_view field, Placeholder name) const {
  const auto carries = [&](const Node& child) {
    return child.name == field && node_uses(child, name, false);
  };
  return std::any_of(root_.children.begin(), root_.children.end(), [&](const Node& child) {
    if (carries(child)) return true;
    // Below a wrapper (`RQST`) or in the item that is repeated.
    return std::any_of(child.children.begin(), child.children.end(), [&](const Node& below) {
      return carries(below) || std::any_of(below.children.begin(), below.children.end(), carries);
    });
  });
}

}  // namespace triand::channels
