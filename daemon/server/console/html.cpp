#include "daemon/server/console/html.hpp"

#include <stdexcept>

#include "daemon/intake/utf8_check.hpp"
#include "templates/html_entity.hpp"

namespace triand::server {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && c != '\n' && c != '\t') || byte == 0x7F;
}

}  // namespace

std::string escaped_html(std::string_view text) {
  const std::string valid = intake::with_valid_utf8(text);
  std::string out;
  out.reserve(valid.size());
  for (const char c : valid) {
    if (const std::string_view entity = templates::html_entity(c); !entity.empty()) {
      out += entity;
    } else if (is_control(c)) {
      out += kReplacement;
    } else {
      out += c;
    }
  }
  return out;
}

void Html::begin(Literal tag, Attributes attributes) {
  out_.append("<").append(tag.text());
  for (const Attribute& attribute : attributes)
    if (attribute.present)
      out_.append(" ").append(attribute.name.text()).append("=\"").append(escaped_html(attribute.value)) +=
          '"';
  out_ += '>';
}

Html& Html::open(Literal tag, Attributes attributes) {
  begin(tag, attributes);
  open_.push_back(tag.text());
  return *this;
}

Html& Html::close() {
  if (open_.empty()) throw std::logic_error("the page has no element to close");
  out_.append("</").append(open_.back()).append(">\n");
  open_.pop_back();
  return *this;
}

Html& Html::leaf(Literal tag, Attributes attributes) {
  begin(tag, attributes);
  return *this;
}

Html& Html::text(std::string_view words) {
  out_ += escaped_html(words);
  return *this;
}

Html& Html::element(Literal tag, std::string_view words, Attributes attributes) {
  return open(tag, attributes).text(words).close();
}

Html& Html::picture(const Svg& svg) {
  out_ += svg.text();
  return *this;
}

std::string Html::page() const {
  if (!open_.empty()) throw std::logic_error("the page leaves <" + std::string(open_.back()) + "> open");
  return "<!DOCTYPE html>\n" + out_;
}

}  // namespace triand::server
