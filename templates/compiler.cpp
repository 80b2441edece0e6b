#include "templates/compiler.hpp"

#include <algorithm>
#include <functional>
#include <set>
#include <utility>

#include "config/nearest.hpp"
#include "templates/filter_reader.hpp"
#include "templates/tag_reader.hpp"
#include "templates/vietnamese.hpp"

namespace triand::templates {
namespace {

std::string quote(std::string_view word) { return "`" + std::string(word) + "`"; }

// No further than that is looked for the name behind a brace: a text of nothing but braces is read in one go.
constexpr std::size_t kLongestName = 200;

// A known name between single braces, which would go out as it stands: its name, or empty.
std::string_view name_in_single_braces(std::string_view text, const FieldNames& names) {
  if (text.empty() || text.front() != '{') return {};
  const std::string_view behind = text.substr(1, kLongestName);
  TagReader reader(behind.substr(0, behind.find('\n')));
  const std::string_view name = reader.word();
  const bool closed = reader.take('}') || reader.take('|');
  return closed && names.slot(name) ? name : std::string_view();
}

std::string unknown_statement(std::string_view word) {
  if (word.starts_with("end")) return "unknown statement " + quote(word) + "; did you mean `end`?";
  return "unknown statement " + quote(word) + "; there are only `if NAME`, `else` and `end`";
}

}  // namespace

Compiler::Compiler(const std::string& file, const FieldNames& names, config::Problems& problems)
    : file_(file), names_(names), problems_(problems) {}

std::optional<Program> Compiler::compile(std::string_view source, int first_line) {
  for (const Piece& piece : split_template(source, first_line)) {
    switch (piece.kind) {
      case Piece::Kind::text:
        compile_text(piece);
        break;
      case Piece::Kind::placeholder:
        compile_placeholder(piece);
        break;
      case Piece::Kind::statement:
        compile_statement(piece);
        break;
      case Piece::Kind::unclosed:
        complain(piece.line, quote(piece.content) + " is not closed on its line; close it with " +
                                 (piece.content == "{{" ? "`}}`" : "`%}`"));
        break;
    }
  }
  for (const Branch& branch : open_) complain(branch.line, "this `{% if %}` has no `{% end %}`");
  if (failed_) return std::nullopt;
  return std::move(program_);
}

void Compiler::compile_text(const Piece& piece) {
  int line = piece.line;
  for (std::size_t at = 0; at < piece.content.size(); ++at) {
    if (piece.content[at] == '\n') ++line;
    const std::string_view name = name_in_single_braces(piece.content.substr(at), names_);
    if (!name.empty())
      complain(line, "`{" + std::string(name) + "}` would be sent as it stands; write `{{ " +
                         std::string(name) + " }}`");
  }
  program_.emplace_back(Literal{std::string(piece.content)});
}

void Compiler::compile_placeholder(const Piece& piece) {
  TagReader reader(piece.content);
  std::string_view name = reader.word();
  // A header with its spaces is one unknown name, not a name and something stray.
  TagReader header_reader(piece.content);
  if (const std::string_view header = header_reader.up_to_next_filter(); names_.slot(fold_name(header))) {
    name = header;
    reader = header_reader;
  }
  if (name.empty()) {
    complain(piece.line, "there is no name between `{{` and `}}`; write `{{ full_name }}`");
    return;
  }
  Placeholder placeholder{.slot = slot(name, piece.line), .name = std::string(name), .filters = {}};
  FilterChain chain = read_filters(reader);
  for (std::string& fault : chain.faults) complain(piece.line, std::move(fault));
  placeholder.filters = std::move(chain.filters);
  program_.emplace_back(std::move(placeholder));
}

void Compiler::compile_statement(const Piece& piece) {
  TagReader reader(piece.content);
  const std::string_view keyword = reader.word();
  if (keyword == "if") {
    compile_if(reader.word(), piece.line);
    if (!reader.done())
      complain(piece.line, "`if` asks for one name and nothing more; take out " + quote(reader.rest()));
  } else if (keyword == "else" || keyword == "end") {
    keyword == "else" ? compile_else(piece.line) : compile_end(piece.line);
    if (!reader.done())
      complain(piece.line, quote(keyword) + " stands alone; take out " + quote(reader.rest()));
  } else {
    complain(piece.line, unknown_statement(keyword));
  }
}

void Compiler::compile_if(std::string_view name, int line) {
  std::size_t found = 0;
  if (name.empty())
    complain(line, "`if` needs a name: `{% if province %}`");
  else
    found = slot(name, line);
  open_.push_back({.line = line, .jump = program_.size(), .in_else = false});
  program_.emplace_back(JumpUnless{.slot = found, .target = 0});
}

void Compiler::compile_else(int line) {
  if (open_.empty() || open_.back().in_else) {
    complain(line, open_.empty() ? "`{% else %}` without an `{% if %}` before it"
                                 : "a second `{% else %}`; close the `{% if %}` with `{% end %}` first");
    return;
  }
  const std::size_t skip_else = program_.size();
  program_.emplace_back(Jump{});
  set_target(open_.back().jump);
  open_.back().jump = skip_else;
  open_.back().in_else = true;
}

void Compiler::compile_end(int line) {
  if (open_.empty()) {
    complain(line, "`{% end %}` without an `{% if %}` before it");
    return;
  }
  set_target(open_.back().jump);
  open_.pop_back();
}

void Compiler::set_target(std::size_t jump) {
  if (auto* conditional = std::get_if<JumpUnless>(&program_[jump]))
    conditional->target = program_.size();
  else
    std::get<Jump>(program_[jump]).target = program_.size();
}

std::size_t Compiler::slot(std::string_view name, int line) {
  if (const auto found = names_.slot(name)) return *found;
  const std::set<std::string, std::less<>> known(names_.names().begin(), names_.names().end());
  std::string near = fold_name(name);
  if (!known.contains(near)) near = config::nearest_word(near, known);
  if (!near.empty()) {
    complain(line, "unknown name " + quote(name) + "; did you mean " + quote(near) + "?");
    return 0;
  }
  std::string all;
  for (const std::string& each : names_.names()) all += (all.empty() ? "" : ", ") + each;
  complain(line, "unknown name " + quote(name) + "; there are " + all);
  return 0;
}

void Compiler::complain(int line, std::string message) {
  failed_ = true;
  problems_.push_back({.file = file_, .line = line, .key = {}, .message = std::move(message)});
}

}  // namespace triand::templates
