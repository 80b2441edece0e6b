#include "channels/sms/placeholder.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace triand::channels {
namespace {

constexpr std::string_view kCredentials = "credentials.";

constexpr std::array<std::pair<std::string_view, Placeholder>, 7> kNames = {{
    {"phone", Placeholder::phone},
    {"text", Placeholder::text},
    {"reference", Placeholder::reference},
    {"sender", Placeholder::sender},
    {"webhook_url", Placeholder::webhook_url},
    {"unicode", Placeholder::unicode},
    {"campaign", Placeholder::campaign},
}};

std::string known_names() {
  std::string out;
  for (const auto& [word, name] : kNames) out += "${" + std::string(word) + "}, ";
  return out + "${credentials.NAME}";
}

Placeholder placeholder_of(std::string_view word) {
  for (const auto& [known, name] : kNames)
    if (known == word) return name;
  return Placeholder::none;
}

}  // namespace

std::optional<PlaceholderText> PlaceholderText::compile(std::string_view text, std::string& fault) {
  PlaceholderText out;
  while (!text.empty()) {
    const std::size_t start = text.find("${");
    if (start != 0) out.pieces_.push_back({Placeholder::none, std::string(text.substr(0, start))});
    if (start == std::string_view::npos) break;
    const std::size_t end = text.find('}', start);
    if (end == std::string_view::npos) {
      fault = "a placeholder starts with ${ and does not end; close it with }";
      return std::nullopt;
    }
    const std::string_view word = text.substr(start + 2, end - start - 2);
    if (word.starts_with(kCredentials) && word.size() > kCredentials.size()) {
      out.pieces_.push_back({Placeholder::credentials, std::string(word.substr(kCredentials.size()))});
    } else if (const Placeholder name = placeholder_of(word); name != Placeholder::none) {
      out.pieces_.push_back({name, {}});
    } else {
      fault = "unknown placeholder ${" + std::string(word) + "}; use " + known_names();
      return std::nullopt;
    }
    text.remove_prefix(end + 1);
  }
  return out;
}

void PlaceholderText::render(const RequestValues& values, std::string& out) const {
  for (const Piece& piece : pieces_) {
    switch (piece.name) {
      case Placeholder::none:
        out += piece.text;
        break;
      case Placeholder::phone:
        out += values.phone;
        break;
      case Placeholder::text:
        out += values.text;
        break;
      case Placeholder::reference:
        out += values.reference;
        break;
      case Placeholder::sender:
        out += values.sender;
        break;
      case Placeholder::webhook_url:
        out += values.webhook_url;
        break;
      case Placeholder::unicode:
        out += values.unicode ? '1' : '0';
        break;
      case Placeholder::campaign:
        out += values.campaign;
        break;
      case Placeholder::credentials:
        out += values.credentials->at(piece.text).reveal();
        break;
    }
  }
}

bool PlaceholderText::uses(Placeholder name) const {
  return std::any_of(pieces_.begin(), pieces_.end(),
                     [name](const Piece& piece) { return piece.name == name; });
}

void PlaceholderText::collect_credentials(std::set<std::string>& names) const {
  for (const Piece& piece : pieces_)
    if (piece.name == Placeholder::credentials) names.insert(piece.text);
}

bool PlaceholderText::constant() const {
  return std::all_of(pieces_.begin(), pieces_.end(),
                     [](const Piece& piece) { return piece.name == Placeholder::none; });
}

}  // namespace triand::channels
