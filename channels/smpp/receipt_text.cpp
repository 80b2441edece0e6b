#include "channels/smpp/receipt_text.hpp"

#include <array>

namespace triand::channels::smpp {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool same(std::string_view one, std::string_view other) {
  if (one.size() != other.size()) return false;
  for (std::size_t i = 0; i < one.size(); ++i)
    if (lower(one[i]) != lower(other[i])) return false;
  return true;
}

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\0'; }

// Two keys have a blank in them.
constexpr std::array<std::string_view, 8> kKeys = {"id",        "sub",  "dlvrd", "submit date",
                                                   "done date", "stat", "err",   "text"};

// The key that begins at `at` and is followed by a colon; empty: none. `value`: where its value begins.
std::string_view key_at(std::string_view text, std::size_t at, std::size_t& value) {
  if (at > 0 && !is_blank(text[at - 1])) return {};
  for (const std::string_view key : kKeys) {
    if (!same(text.substr(at, key.size()), key)) continue;
    std::size_t end = at + key.size();
    while (end < text.size() && text[end] == ' ') ++end;
    if (end < text.size() && text[end] == ':') {
      value = end + 1;
      return key;
    }
  }
  return {};
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

void keep(ReceiptText& out, std::string_view key, std::string_view value) {
  value = trimmed(value);
  const auto once = [value](std::string& field) {
    if (field.empty()) field = value;
  };
  if (key == "id") once(out.id);
  if (key == "err") once(out.error);
  if (key == "done date") once(out.done_date);
  if (key != "stat" || !out.state.empty()) return;
  for (const char c : value) out.state += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

}  // namespace

ReceiptText read_receipt_text(std::string_view text) {
  ReceiptText out;
  std::string_view key;
  std::size_t value = 0;
  for (std::size_t at = 0; at < text.size() && key != "text";) {
    std::size_t next_value = 0;
    const std::string_view next = key_at(text, at, next_value);
    if (next.empty()) {
      ++at;
      continue;
    }
    if (!key.empty()) keep(out, key, text.substr(value, at - value));
    key = next;
    value = next_value;
    at = next_value;
  }
  if (!key.empty() && key != "text") keep(out, key, text.substr(value));
  return out;
}

}  // namespace triand::channels::smpp
