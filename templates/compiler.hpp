#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/problem.hpp"
#include "templates/field_names.hpp"
#include "templates/piece.hpp"
#include "templates/program.hpp"

namespace triand::templates {

// Turns one template's source into a program, collecting every fault with its line. Made for one compile().
class Compiler {
 public:
  // All three must outlive the compiler; `file` names the place in problems.
  Compiler(const std::string& file, const FieldNames& names, config::Problems& problems);

  // nullopt when there was a problem.
  std::optional<Program> compile(std::string_view source, int first_line);

 private:
  // An `if` that waits for its `end`.
  struct Branch {
    int line = 0;
    std::size_t jump = 0;  // the instruction whose target is still unknown
    bool in_else = false;
  };

  void compile_text(const Piece& piece);
  void compile_placeholder(const Piece& piece);
  void compile_statement(const Piece& piece);
  void compile_if(std::string_view name, int line);
  void compile_else(int line);
  void compile_end(int line);
  void set_target(std::size_t jump);
  std::size_t slot(std::string_view name, int line);
  void complain(int line, std::string message);

  const std::string& file_;
  const FieldNames& names_;
  config::Problems& problems_;
  bool failed_ = false;
  Program program_;
  std::vector<Branch> open_;
};

}  // namespace triand::templates
