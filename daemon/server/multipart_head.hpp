#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace triand::server {

// What stands above one part of a form (RFC 7578, section 4).
struct MultipartHead {
  std::string name;                      // of the form's field
  std::optional<std::string> file_name;  // there is one: the part is a file. Its last segment; never a path
};

// Reads a part's header lines, from the first up to the blank one that ends them. Nullopt for what no browser sends and
// readers understand differently: no or two Content-Disposition, a repeated or unquoted parameter, `filename*`, folded
// lines, bare line ends, control characters, a transfer encoding, a part that is itself multipart.
[[nodiscard]] std::optional<MultipartHead> read_multipart_head(std::string_view lines);

// The boundary of a Content-Type; nullopt unless that is multipart/form-data with one sound boundary (RFC 2046,
// section 5.1.1).
[[nodiscard]] std::optional<std::string> multipart_boundary(std::string_view content_type);

}  // namespace triand::server
