#include "tests/standin/smtp/mail.hpp"

#include "tests/standin/coding/quoted_printable.hpp"
#include "tests/standin/smtp/mime_part.hpp"

namespace triand::standin {
namespace {

constexpr int kDepth = 8;

// The first text/plain part below this one, decoded; empty when there is none.
std::string plain_text(const MimePart& part, int depth) {
  if (!part.content_type().starts_with("multipart/")) {
    return part.content_type() == "text/plain" ? part.decoded_body() : std::string();
  }
  if (depth == kDepth) return {};
  for (std::string_view raw : split_multipart(part.body, part.content_parameter("boundary"))) {
    std::string text = plain_text(split_part(raw), depth + 1);
    if (!text.empty()) return text;
  }
  return {};
}

std::string local_part(const std::string& message_id) {
  std::size_t open = message_id.find('<');
  std::size_t start = open == std::string::npos ? 0 : open + 1;
  std::size_t at = message_id.find('@', start);
  return at == std::string::npos ? std::string() : message_id.substr(start, at - start);
}

}  // namespace

Mail parse_mail(std::string_view raw) {
  MimePart whole = split_part(raw);
  bool multipart = whole.content_type().starts_with("multipart/");
  return {local_part(whole.header("message-id")), decode_words(whole.header("subject")),
          multipart ? plain_text(whole, 0) : whole.decoded_body()};
}

std::string mail_reference(std::string_view raw) { return local_part(split_part(raw).header("message-id")); }

}  // namespace triand::standin
