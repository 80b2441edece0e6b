#pragma once

#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "channels/sms/placeholder.hpp"
#include "config/block.hpp"

namespace triand::channels {

// How a request's values are put together.
enum class BodyFormat {
  json,
  form,       // key=value&key=value, also the query of a GET
  multipart,  // multipart/form-data
  xml,        // one element a key; a list repeats its element
};

// The values of a request as a description writes them: mappings, lists and texts with placeholders, compiled once.
// Each scalar becomes a text, in JSON with the tag !number a number and with !boolean a truth. A key whose
// text comes out empty is left out, unless it is written as "".
class BodyTemplate {
 public:
  struct Options {
    BodyFormat format = BodyFormat::json;
    Placeholders known = kMessageValues;
    // The key at the top whose list has one item, which is written once for each message of a batch; empty: none.
    std::string each = {};
  };
  // Reads the mapping at `key`; each fault is a problem with its line.
  static BodyTemplate read(config::Block& block, std::string_view key, const Options& options);

  // The body for these messages, at least one: what is written once takes the first one's values.
  [[nodiscard]] std::string render(std::span<const RequestValues> messages) const;
  [[nodiscard]] std::string render(const RequestValues& values) const { return render({&values, 1}); }
  // Of a multipart body.
  [[nodiscard]] const std::string& boundary() const { return boundary_; }

  [[nodiscard]] bool uses(Placeholder name) const;
  // The same outside of what is written once for each message.
  [[nodiscard]] bool shares(Placeholder name) const;
  void collect_credentials(std::set<std::string>& names) const;
  // Whether a field of that name, at the top or up to two levels below, carries the placeholder.
  [[nodiscard]] bool field_uses(std::string_view field, Placeholder name) const;

 private:
  enum class Kind { text, number, object, array };
  struct Node {
    Kind kind = Kind::object;
    bool each = false;  // an array whose only item is written for each message
    std::string key;    // of an object's member, as it is written
    std::string name;   // the same as it stands in the file
    PlaceholderText text;
    std::vector<Node> children;
  };
  using Messages = std::span<const RequestValues>;

  struct Reader;
  static bool render_json(const Node& node, Messages messages, std::string& out);
  static bool render_xml(const Node& node, Messages messages, std::string& out);
  static bool append_member(const Node& node, const Node& child, Messages messages, bool first,
                            std::string& out);
  void render_fields(Messages messages, std::string& out) const;
  static bool node_uses(const Node& node, Placeholder name, bool shared_only);
  static void node_credentials(const Node& node, std::set<std::string>& names);

  Node root_;
  BodyFormat format_ = BodyFormat::json;
  std::string boundary_;
};

}  // namespace triand::channels
