#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "config/problem.hpp"
#include "templates/field_names.hpp"
#include "templates/program.hpp"

namespace triand::templates {

// How values are written into the text.
enum class Escape {
  none,
  html,  // & < > " ' as entities; the template's own text stays as it is
};

// A filled template, or the reason why there is none.
struct Filled {
  std::string text;
  std::string missing;  // the first column that was empty without `default`; the text is then empty
};

// A message template, compiled once and filled for each recipient.
//
//   {{ name | filter | filter:ARG }}                 filters: see filter.hpp
//   {% if name %} … {% else %} … {% end %}           may be nested
//
// A tag is closed on the line it was opened on. Everything else is text. Values are never looked at for tags.
// Blank is empty. `if` holds unless the value is empty, "0", "false", "no" or "không" (in any letter case, with or
// without diacritics). Immutable: one template may be filled from several threads.
class MessageTemplate {
 public:
  // Every fault goes to `problems` with `file` and its line, the source's first being `first_line`; nullopt if
  // there was one.
  static std::optional<MessageTemplate> compile(std::string_view source, const std::string& file,
                                                int first_line, const FieldNames& names,
                                                config::Problems& problems);

  // `values` by slot, at least FieldNames::size() of them: fewer than the template needs is a fault of the
  // program (std::out_of_range).
  [[nodiscard]] Filled fill(std::span<const std::string_view> values, Escape escape = Escape::none) const;

 private:
  explicit MessageTemplate(Program program);

  Program program_;
  std::size_t slots_ = 0;     // how many values a fill needs
  std::size_t expected_ = 0;  // bytes to reserve
};

}  // namespace triand::templates
