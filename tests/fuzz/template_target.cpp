#include <algorithm>
#include <cstddef>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "daemon/intake/utf8_check.hpp"
#include "templates/blank.hpp"
#include "templates/message.hpp"
#include "templates/message_template.hpp"
#include "tests/fuzz/must.hpp"
#include "tests/fuzz/targets.hpp"

// Message templates: the text of one, and the files of a message of any form.
namespace triand::fuzz {
namespace {

using templates::Escape;
using templates::MessageForm;
using templates::MessageTemplate;

const templates::FieldNames& names() {
  static const std::vector<std::string> extras = {"gift", "amount"};
  static const templates::FieldNames all = templates::FieldNames::standard(extras);
  return all;
}

// A customer, with `name` for theirs.
std::vector<std::string_view> values(std::string_view name) {
  std::vector<std::string_view> out(names().size());
  const auto set = [&out](std::string_view column, std::string_view value) {
    out[names().slot(column).value()] = value;
  };
  set("customer_code", "PA05010001234");
  set("full_name", name);
  set("phone", "+84905123456");
  set("province", "Bắc Ninh");
  set("year", "2026");
  set("gift", "Bộ ấm chén & <đèn>");
  set("amount", "1234567");
  return out;
}

void must_say_where(const config::Problems& problems, std::ptrdiff_t last_line) {
  for (const config::Problem& problem : problems)
    must(problem.line >= 0 && problem.line <= last_line && !problem.message.empty(),
         "a fault of a template has a line of it and says what is wrong");
}

// What a customer is called stays what they are called, whatever it looks like.
void fill_in(std::string_view name) {
  config::Problems problems;
  static const auto plain = MessageTemplate::compile("{{ full_name }}", "t", 1, names(), problems);
  static const auto filtered = MessageTemplate::compile(
      "{{ full_name | title | shorten:20 | upper | plain | lower | mask | default:\"x\" }}"
      "{% if full_name %}{{ full_name | default:\"x\" }}{% end %}",
      "t", 1, names(), problems);
  must(plain.has_value() && filtered.has_value(), "the target's own templates compile");
  const templates::Filled as_it_is = plain->fill(values(name));
  must(as_it_is.missing.empty() ? as_it_is.text == name : templates::is_blank(name),
       "a value is written as it is");
  must(plain->fill(values(name), Escape::html).text.find_first_of("<>\"'") == std::string::npos,
       "a value cannot become markup");
  (void)filtered->fill(values(name));
}

}  // namespace

void fuzz_template(std::string_view bytes) {
  config::Problems problems;
  const auto compiled = MessageTemplate::compile(bytes, "t", 1, names(), problems);
  must(compiled.has_value() == problems.empty(), "a template compiles, or has a fault");
  must_say_where(problems, std::count(bytes.begin(), bytes.end(), '\n') + 1);
  fill_in(bytes);
  if (!compiled) return;
  for (const Escape escape : {Escape::none, Escape::html}) {
    const templates::Filled filled = compiled->fill(values("Nguyễn Thị Đào"), escape);
    must(filled.missing.empty() || filled.text.empty(), "what lacks a value is not half filled");
    must(!intake::is_utf8(bytes) || intake::is_utf8(filled.text), "a template of UTF-8 fills to UTF-8");
  }
}

void fuzz_message(std::string_view bytes) {
  // What is no text is refused when its file is read.
  const std::string text = intake::with_valid_utf8(bytes);
  const std::size_t end = std::min(text.find('\n'), text.size());
  const std::string first = text.substr(0, end);
  const std::string rest = text.substr(std::min(end + 1, text.size()));
  const auto part = [](std::string name, std::string content) {
    return templates::MessagePart{std::move(name), "m", std::move(content)};
  };
  for (const MessageForm form : {MessageForm::text, MessageForm::zalo, MessageForm::email,
                                 MessageForm::letter, MessageForm::website}) {
    templates::MessageSource source;
    source.form = form;
    source.parts = {part("text", text), part("zalo", text), part("subject", first), part("body", rest),
                    part("html", rest)};
    config::Problems problems;
    const auto message = templates::Message::compile(source, names(), problems);
    must(message.has_value() == problems.empty(), "a message compiles, or has a fault");
    // A value in YAML may have more lines than the file.
    must_say_where(problems, std::numeric_limits<std::ptrdiff_t>::max());
    if (!message) continue;
    const templates::FilledMessage filled = message->fill(values("An\r\nBcc: all@example.vn"));
    must(filled.subject.find_first_of("\r\n") == std::string::npos, "a subject is one line");
    if (message->has_other()) (void)message->fill_other(values("An"));
    for (std::size_t n = 0; n < message->template_ids().size(); ++n) (void)message->parameters(n);
  }
}

}  // namespace triand::fuzz
