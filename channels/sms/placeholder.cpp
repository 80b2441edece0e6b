#include "channels/sms/placeholder.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace triand::channels {
namespace {

constexpr std::string_view kCredentials = "credentials.";

constexpr std::array<std::pair<std::string_view, Placeholder>, 14> kNames = {{
    {"phone", Placeholder::phone},
    {"text", Placeholder::text},
    {"text_base64", Placeholder::text_base64},
    {"reference", Placeholder::reference},
    {"sender", Placeholder::sender},
    {"webhook_url", Placeholder::webhook_url},
    {"unicode", Placeholder::unicode},
    {"campaign", Placeholder::campaign},
    {"id", Placeholder::id},
    {"auth.token", Placeholder::token},
    {"auth.session", Placeholder::session},
    {"auth.refresh_token", Placeholder::refresh_token},
    {"auth.now", Placeholder::now},
    {"auth.expires", Placeholder::expires},
}};

bool is_known(Placeholder name, Placeholders known) {
  return std::find(known.begin(), known.end(), name) != known.end();
}

std::string known_names(Placeholders known) {
  std::string out;
  const auto add = [&out](std::string_view word) {
    out += (out.empty() ? "${" : ", ${") + std::string(word) + "}";
  };
  for (const auto& [word, name] : kNames)
    if (is_known(name, known)) add(word);
  if (is_known(Placeholder::credentials, known)) add("credentials.NAME");
  return out;
}

Placeholder placeholder_of(std::string_view word) {
  for (const auto& [name_of, name] : kNames)
    if (name_of == word) return name;
  if (word.starts_with(kCredentials) && word.size() > kCredentials.size()) return Placeholder::credentials;
  return Placeholder::none;
}

}  // namespace

std::optional<PlaceholderText> PlaceholderText::compile(std::string_view text, Placeholders known,
                                                        TextForm form, std::string& fault) {
  PlaceholderText out;
  out.form_ = form;
  while (!text.empty()) {
    const std::size_t start = text.find("${");
    if (start != 0) {
      out.pieces_.emplace_back();
      append_text(form == TextForm::address ? TextForm::raw : form, text.substr(0, start),
                  out.pieces_.back().text);
    }
    if (start == std::string_view::npos) break;
    const std::size_t end = text.find('}', start);
    if (end == std::string_view::npos) {
      fault = "a placeholder starts with ${ and does not end; close it with }";
      return std::nullopt;
    }
    const std::string_view word = text.substr(start + 2, end - start - 2);
    const Placeholder name = placeholder_of(word);
    if (!is_known(name, known)) {
      fault = (name == Placeholder::none ? "unknown placeholder ${" : "there is no value here for ${") +
              std::string(word) + "}; use " + known_names(known);
      return std::nullopt;
    }
    out.pieces_.push_back(
        {name, std::string(name == Placeholder::credentials ? word.substr(kCredentials.size()) : "")});
    text.remove_prefix(end + 1);
  }
  return out;
}

PlaceholderText PlaceholderText::read(config::Block& block, std::string_view key, Placeholders known,
                                      TextForm form) {
  std::string fault;
  auto text = compile(block.text(key), known, form, fault);
  if (!text) block.complain(key, std::move(fault));
  return text ? std::move(*text) : PlaceholderText();
}

std::string_view PlaceholderText::value_of(const Piece& piece, const RequestValues& values) {
  switch (piece.name) {
    case Placeholder::none:
      return piece.text;
    case Placeholder::phone:
      return values.phone;
    case Placeholder::text:
    case Placeholder::text_base64:
      return values.text;
    case Placeholder::reference:
      return values.reference;
    case Placeholder::sender:
      return values.sender;
    case Placeholder::webhook_url:
      return values.webhook_url;
    case Placeholder::unicode:
      return values.unicode;
    case Placeholder::campaign:
      return values.campaign;
    case Placeholder::id:
      return values.id;
    case Placeholder::credentials:
      return values.credentials->at(piece.text).reveal();
    case Placeholder::token:
      return values.token;
    case Placeholder::session:
      return values.session;
    case Placeholder::refresh_token:
      return values.refresh_token;
    case Placeholder::now:
      return values.now;
    case Placeholder::expires:
      return values.expires;
  }
  return {};
}

void PlaceholderText::render(const RequestValues& values, std::string& out) const {
  for (const Piece& piece : pieces_) {
    if (piece.name == Placeholder::none)
      out += piece.text;
    else if (piece.name == Placeholder::text_base64)
      append_text(form_, base64_of(values.text), out);
    else
      append_text(form_, value_of(piece, values), out);
  }
}

std::string PlaceholderText::render(const RequestValues& values) const {
  std::string out;
  render(values, out);
  return out;
}

bool PlaceholderText::is_empty(const RequestValues& values) const {
  if (values.webhook_url.empty() && uses(Placeholder::webhook_url)) return true;
  // A text that is written empty is meant so.
  return !pieces_.empty() && std::all_of(pieces_.begin(), pieces_.end(),
                                         [&](const Piece& piece) { return value_of(piece, values).empty(); });
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
