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

// The length of the UTF-8 sequence at `text[at]`, or 0 if there is no whole, well-formed one.
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
  return length;
}

}  // namespace

Outcome Outcome::accepted(std::string provider_id) {
  Outcome outcome;
  outcome.verdict = Verdict::accepted;
  outcome.provider_id = std::move(provider_id);
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

std::string bounded_detail(std::string_view words) {
  std::string out;
  for (std::size_t at = 0; at < words.size();) {
    const std::size_t length = sequence_length(words, at);
    if (out.size() + (length == 0 ? 1 : length) > Outcome::kMaxDetail) break;
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

}  // namespace triand::channels
