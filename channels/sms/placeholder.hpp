#pragma once

#include <initializer_list>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "channels/sms/encoding.hpp"
#include "channels/sms/request_values.hpp"
#include "config/block.hpp"

namespace triand::channels {

// Which placeholders have a value at some place of a description.
using Placeholders = std::initializer_list<Placeholder>;

// Of a message; of everything that is the same for all messages of a channel; of the question for a token.
inline constexpr Placeholders kMessageValues = {
    Placeholder::phone,       Placeholder::text,        Placeholder::text_base64, Placeholder::reference,
    Placeholder::sender,      Placeholder::webhook_url, Placeholder::unicode,     Placeholder::campaign,
    Placeholder::credentials, Placeholder::token,       Placeholder::session};
inline constexpr Placeholders kAccountValues = {Placeholder::sender, Placeholder::credentials,
                                                Placeholder::token, Placeholder::session};
inline constexpr Placeholders kTokenValues = {Placeholder::credentials, Placeholder::session,
                                              Placeholder::refresh_token, Placeholder::now,
                                              Placeholder::expires};
inline constexpr Placeholders kPollValues = {Placeholder::id,    Placeholder::reference,
                                             Placeholder::phone, Placeholder::credentials,
                                             Placeholder::token, Placeholder::session};

// A text of a gateway description with placeholders: "${credentials.api_key}", "tri-an ${reference}". Compiled
// once, rendered for each message.
class PlaceholderText {
 public:
  // Nullopt and a sentence in `fault` when the text has an open "${" or a placeholder that is not among `known`.
  // Rendering writes the values, and the text itself unless it is an address, in that form.
  static std::optional<PlaceholderText> compile(std::string_view text, Placeholders known, TextForm form,
                                                std::string& fault);
  // The same from a block's text; a fault is a problem there, and the result is then empty.
  static PlaceholderText read(config::Block& block, std::string_view key, Placeholders known,
                              TextForm form = TextForm::raw);

  // Appends the text with its values. A credential must be among `values.credentials`.
  void render(const RequestValues& values, std::string& out) const;
  [[nodiscard]] std::string render(const RequestValues& values) const;
  // Its placeholders have no value, or an address of ours that is not there is asked for. A text that is written empty
  // is none of these.
  [[nodiscard]] bool is_empty(const RequestValues& values) const;
  [[nodiscard]] bool uses(Placeholder name) const;
  // The names behind "credentials." in it.
  void collect_credentials(std::set<std::string>& names) const;
  // No placeholder in it.
  [[nodiscard]] bool constant() const;

 private:
  struct Piece {
    Placeholder name = Placeholder::none;  // none: `text` is literal
    std::string text;                      // literal in its form, or the credential's name
  };
  [[nodiscard]] static std::string_view value_of(const Piece& piece, const RequestValues& values);

  std::vector<Piece> pieces_;
  TextForm form_ = TextForm::raw;
};

}  // namespace triand::channels
