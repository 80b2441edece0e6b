#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace triand::app {

// Where the service answers an unsubscribe link of the form "https://host/a/{reference}" or
// "https://host/a?m={reference}".
struct UnsubscribeAddress {
  std::string pattern;  // of the route: "/a/{reference}" or "/a"
  std::string query;    // the name of the query's value that holds the reference; empty: the path holds it
  bool operator==(const UnsubscribeAddress&) const = default;
};

// Nothing for any other form, and for paths that the service needs for itself.
[[nodiscard]] std::optional<UnsubscribeAddress> read_unsubscribe_address(std::string_view url);

}  // namespace triand::app
