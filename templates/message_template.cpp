#include "templates/message_template.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

#include "templates/blank.hpp"
#include "templates/compiler.hpp"
#include "templates/html_entity.hpp"
#include "templates/vietnamese.hpp"

namespace triand::templates {
namespace {

constexpr std::size_t kExpectedValue = 32;  // bytes of an ordinary value

bool means_no(std::string_view value) {
  constexpr std::array<std::string_view, 4> kNo{"0", "false", "no", "khong"};
  constexpr std::size_t kLongest = 8;  // bytes of "không", decomposed
  const std::string_view word = trimmed(value);
  if (word.empty()) return true;
  if (word.size() > kLongest) return false;
  return std::ranges::find(kNo, to_lower(strip_diacritics(word))) != kNo.end();
}

void append_html(std::string& out, std::string_view value) {
  for (const char c : value) {
    if (const std::string_view entity = html_entity(c); !entity.empty()) {
      out += entity;
    } else {
      out += c;
    }
  }
}

// Runs a program. `scratch_` is kept so that a fill allocates for its text and little else.
class Run {
 public:
  Run(std::span<const std::string_view> values, Escape escape) : values_(values), escape_(escape) {}

  Filled run(const Program& program, std::size_t expected) {
    out_.text.reserve(expected);
    for (std::size_t at = 0; at < program.size() && out_.missing.empty();) {
      const Instruction& instruction = program[at++];
      if (const auto* literal = std::get_if<Literal>(&instruction))
        out_.text += literal->text;
      else if (const auto* placeholder = std::get_if<Placeholder>(&instruction))
        put(*placeholder);
      else if (const auto* conditional = std::get_if<JumpUnless>(&instruction))
        at = means_no(values_[conditional->slot]) ? conditional->target : at;
      else
        at = std::get<Jump>(instruction).target;
    }
    if (!out_.missing.empty()) out_.text.clear();
    return std::move(out_);
  }

 private:
  void put(const Placeholder& placeholder) {
    std::string_view value = values_[placeholder.slot];
    if (is_blank(value)) value = {};
    bool meant = false;
    if (!placeholder.filters.empty()) {
      scratch_ = value;
      meant = run_filters(placeholder.filters, scratch_);
      value = scratch_;
    }
    if (value.empty() && !meant)
      out_.missing = placeholder.name;
    else if (escape_ == Escape::html)
      append_html(out_.text, value);
    else
      out_.text += value;
  }

  std::span<const std::string_view> values_;
  Escape escape_;
  Filled out_;
  std::string scratch_;
};

}  // namespace

std::optional<MessageTemplate> MessageTemplate::compile(std::string_view source, const std::string& file,
                                                        int first_line, const FieldNames& names,
                                                        config::Problems& problems) {
  auto program = Compiler(file, names, problems).compile(source, first_line);
  if (!program) return std::nullopt;
  return MessageTemplate(std::move(*program));
}

MessageTemplate::MessageTemplate(Program program) : program_(std::move(program)) {
  for (const Instruction& instruction : program_) {
    if (const auto* literal = std::get_if<Literal>(&instruction)) {
      expected_ += literal->text.size();
    } else if (const auto* placeholder = std::get_if<Placeholder>(&instruction)) {
      expected_ += kExpectedValue;
      slots_ = std::max(slots_, placeholder->slot + 1);
    } else if (const auto* conditional = std::get_if<JumpUnless>(&instruction)) {
      slots_ = std::max(slots_, conditional->slot + 1);
    }
  }
}

Filled MessageTemplate::fill(std::span<const std::string_view> values, Escape escape) const {
  if (values.size() < slots_) throw std::out_of_range("a message template was given too few values");
  return Run(values, escape).run(program_, expected_);
}

}  // namespace triand::templates
