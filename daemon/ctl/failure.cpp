#include "daemon/ctl/failure.hpp"

#include "daemon/ctl/document.hpp"

namespace triand::ctl {

Failure::Failure(int exit, const std::string& error, std::string message, std::string hint)
    : exit_(exit), message_(std::move(message)), hint_(std::move(hint)) {
  document_["schema"] = "triand.error/v1";
  document_["exit"] = exit_;
  document_["error"] = error;
  document_["message"] = message_;
  document_["hint"] = hint_;
}

Failure::Failure(boost::json::object document)
    : exit_(static_cast<int>(number_at(document, "exit", kFailed))),
      message_(text_at(document, "message")),
      hint_(text_at(document, "hint")),
      document_(std::move(document)) {}

Failure interruption(std::string rest) {
  return {kInterrupted, "interrupted", "interrupted", std::move(rest)};
}

}  // namespace triand::ctl
