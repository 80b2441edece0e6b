#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "channels/sms/placeholder.hpp"
#include "config/block.hpp"

namespace triand::channels {

// The JSON body of a request as a description writes it: mappings, lists and texts with placeholders. Each scalar
// becomes a JSON string, with the tag !number a JSON number. A key whose text comes out empty is left out.
class BodyTemplate {
 public:
  // Reads the mapping at `key`; each fault is a problem with its line.
  static BodyTemplate read(config::Block& block, std::string_view key);

  [[nodiscard]] std::string render(const RequestValues& values) const;
  [[nodiscard]] bool uses(Placeholder name) const;
  void collect_credentials(std::set<std::string>& names) const;
  // Whether the field of that name at the top carries the placeholder.
  [[nodiscard]] bool field_uses(std::string_view field, Placeholder name) const;

 private:
  enum class Kind { text, number, object, array };
  struct Node {
    Kind kind = Kind::object;
    std::string key;  // of an object's member
    PlaceholderText text;
    std::vector<Node> children;
  };

  struct Reader;
  static bool render_node(const Node& node, const RequestValues& values, std::string& out);
  static bool node_uses(const Node& node, Placeholder name);
  static void node_credentials(const Node& node, std::set<std::string>& names);

  Node root_;
};

}  // namespace triand::channels
