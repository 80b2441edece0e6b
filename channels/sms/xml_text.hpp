#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace triand::channels {

// The elements of a small XML document that hold text and no other element: local name and text, in the document's
// order. Namespaces, attributes, comments and processing instructions are passed over; character references and the
// five entities are read. Nullopt for what is not well-formed, goes deeper than 64 elements, or has a document type
// (so that no entity is ever expanded).
[[nodiscard]] std::optional<std::vector<std::pair<std::string, std::string>>> xml_leaves(
    std::string_view xml);

}  // namespace triand::channels
