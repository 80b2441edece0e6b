#include "channels/outcome.hpp"

#include <utility>

namespace triand::channels {
namespace {

Outcome make(Verdict verdict, FailureClass failure, std::string reason, std::string code,
             std::string_view detail) {
  Outcome outcome;
  outcome.verdict = verdict;
  outcome.failure = failure;
  outcome.reason = std::move(reason);
  outcome.code = std::move(code);
  outcome.detail = bounded_detail(detail);
  return outcome;
}

// The length of the UTF-8 sequence at `text[at]`, or 0 if there is no whole, well-formed one (Unicode 15, table 3-7): no
// overlong form, no surrogate, nothing past U+10FFFF.
std::size_t sequence_length(std::string_view text, std::size_t at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  const std::size_t length = lead < 0x80   ? 1
                             : lead < 0xC2 ? 0
                             : lead < 0xE0 ? 2
                             : lead < 0xF0 ? 3
                             : lead < 0xF5 ? 4
                                           : 0;
  if (length == 0 || at + length > text.size()) return 0;
  for (std::size_t i = 1; i < length; ++i)
    if ((static_cast<unsigned char>(text[at + i]) & 0xC0) != 0x80) return 0;
  const auto second = static_cast<unsigned char>(length > 1 ? text[at + 1] : '\0');
  if ((lead == 0xE0 && second < 0xA0) || (lead == 0xED && second > 0x9F) || (lead == 0xF0 && second < 0x90) ||
      (lead == 0xF4 && second > 0x8F))
    return 0;
  return length;
}

// At most `longest` bytes of it.
std::string printable(std::string_view words, std::size_t longest) {
  std::string out;
  for (std::size_t at = 0; at < words.size();) {
    const std::size_t length = sequence_length(words, at);
    if (out.size() + (length == 0 ? 1 : length) > longest) break;
    if (length == 0) {
      out += '?';
      ++at;
    } else if (length == 1 && (static_cast<unsigned char>(words[at]) < 0x20 || words[at] == 0x7F)) {
      out += ' ';
      ++at;
    } else {
      out += words.substr(at, length);
      at += length;
    }
  }
  return out;
}

}  // namespace

Outcome Outcome::accepted(const std::string& provider_id) {
  Outcome outcome;
  outcome.verdict = Verdict::accepted;
  outcome.provider_id = clean_id(provider_id);
  return outcome;
}

Outcome Outcome::deferred(FailureClass failure, std::string reason, std::string code, std::string detail) {
  return make(Verdict::deferred, failure, std::move(reason), std::move(code), detail);
}

Outcome Outcome::rejected(FailureClass failure, std::string reason, std::string code, std::string detail) {
  return make(Verdict::rejected, failure, std::move(reason), std::move(code), detail);
}

Outcome Outcome::in_doubt(std::string reason, std::string code, std::string detail) {
  return make(Verdict::in_doubt, FailureClass::transient, std::move(reason), std::move(code), detail);
}

std::string bounded_detail(std::string_view words) { return printable(words, Outcome::kMaxDetail); }

std::string clean_id(std::string_view id) { return printable(id, std::string::npos); }

}  // namespace triand::channels
