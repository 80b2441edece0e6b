#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "channels/sms/request_values.hpp"

namespace triand::channels {

// A text of a gateway description with placeholders: "${credentials.api_key}", "tri-an ${reference}". Compiled
// once, rendered for each message.
class PlaceholderText {
 public:
  // Nullopt and a sentence in `fault` when the text has an unknown placeholder or an open "${".
  static std::optional<PlaceholderText> compile(std::string_view text, std::string& fault);

  // Appends the text with its values. A credential must be among `values.credentials`.
  void render(const RequestValues& values, std::string& out) const;
  [[nodiscard]] bool uses(Placeholder name) const;
  // The names behind "credentials." in it.
  void collect_credentials(std::set<std::string>& names) const;
  // No placeholder in it.
  [[nodiscard]] bool constant() const;

 private:
  struct Piece {
    Placeholder name = Placeholder::none;  // none: `text` is literal
    std::string text;                      // literal, or the credential's name
  };
  std::vector<Piece> pieces_;
};

}  // namespace triand::channels
