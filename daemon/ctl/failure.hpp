#pragma once

#include <exception>
#include <string>

#include <boost/json/object.hpp>

namespace triand::ctl {

// The exit codes of trianctl (contract, section 3).
enum Exit {
  kDone = 0,
  kFailed = 1,
  kUsage = 2,
  kPartly = 3,
  kNotAllowed = 4,
  kNotFound = 5,
  kWrongState = 6,
  kUnreachable = 7,
  kRefused = 8,
  kInterrupted = 130,
};

// Ends a run: why a command was not done, as the user is told and as triand.error/v1 has it.
class Failure : public std::exception {
 public:
  Failure(int exit, const std::string& error, std::string message, std::string hint);
  // From a triand.error/v1 document; what else it holds (a list of problems) is kept.
  explicit Failure(boost::json::object document);

  [[nodiscard]] const char* what() const noexcept override { return message_.c_str(); }
  [[nodiscard]] int exit() const { return exit_; }
  [[nodiscard]] const std::string& hint() const { return hint_; }
  [[nodiscard]] const boost::json::object& document() const { return document_; }

 private:
  int exit_;
  std::string message_;
  std::string hint_;
  boost::json::object document_;
};

// What the user asked for by Ctrl-C; `rest` says what goes on without us, or is empty.
[[nodiscard]] Failure interruption(std::string rest);

}  // namespace triand::ctl
