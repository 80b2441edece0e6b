#include "daemon/server/multipart_parser.hpp"

#include <algorithm>
#include <utility>

namespace triand::server {
namespace {

constexpr std::string_view kLineEnd = "\r\n";

}  // namespace

MultipartParser::MultipartParser(std::string_view boundary, Handlers handlers, MultipartLimits limits)
    : delimiter_("\r\n--" + std::string(boundary)),
      handlers_(std::move(handlers)),
      limits_(limits),
      matched_(kLineEnd.size()) {}  // the first stands at the body's begin, without a line end

bool MultipartParser::feed(std::string_view bytes) {
  while (!bytes.empty() && state_ != State::refused)
    if (!step(bytes)) state_ = State::refused;
  return state_ != State::refused;
}

bool MultipartParser::step(std::string_view& bytes) {
  switch (state_) {
    case State::first:
      return take_first(bytes);
    case State::data:
      return take_data(bytes);
    case State::delimiter:
      return take_delimiter(bytes);
    case State::head:
      return take_head(bytes);
    case State::epilogue:
      return take_epilogue(bytes);
    case State::refused:
      break;
  }
  return false;
}

bool MultipartParser::take_first(std::string_view& bytes) {
  const std::size_t count = std::min(bytes.size(), delimiter_.size() - matched_);
  if (bytes.substr(0, count) != std::string_view(delimiter_).substr(matched_, count)) return false;
  bytes.remove_prefix(count);
  matched_ += count;
  if (matched_ == delimiter_.size()) state_ = State::delimiter;
  return true;
}

// The delimiter's first byte stands nowhere else in it: a match that fails can begin anew only at the byte that failed.
bool MultipartParser::take_data(std::string_view& bytes) {
  std::size_t carried = matched_;  // of earlier pieces, not handed out yet
  std::size_t at = 0;
  while (at < bytes.size() && matched_ < delimiter_.size()) {
    if (matched_ == 0) {
      at = std::min(bytes.find(delimiter_.front(), at), bytes.size());
      if (at == bytes.size()) break;
    }
    if (bytes[at] == delimiter_[matched_]) {
      ++matched_;
      ++at;
      continue;
    }
    if (!hand_out(std::string_view(delimiter_).substr(0, carried))) return false;
    carried = 0;
    matched_ = 0;
  }
  if (!hand_out(bytes.substr(0, at - (matched_ - carried)))) return false;
  bytes.remove_prefix(at);
  if (matched_ == delimiter_.size()) state_ = State::delimiter;
  return true;
}

bool MultipartParser::take_delimiter(std::string_view& bytes) {
  line_ += bytes.front();
  bytes.remove_prefix(1);
  if (line_.size() < 2) return true;
  const std::string end = std::exchange(line_, {});
  state_ = end == "--" ? State::epilogue : State::head;
  return end == "--" ? parts_ > 0 : end == kLineEnd;
}

bool MultipartParser::take_head(std::string_view& bytes) {
  line_ += bytes.front();
  bytes.remove_prefix(1);
  if (line_.size() > limits_.head_bytes) return false;
  return line_.ends_with("\r\n\r\n") ? begin_part() : line_ != kLineEnd;
}

bool MultipartParser::begin_part() {
  const auto head = read_multipart_head(std::string_view(line_).substr(0, line_.size() - kLineEnd.size()));
  line_.clear();
  matched_ = 0;
  state_ = State::data;
  return head && ++parts_ <= limits_.parts && handlers_.on_part(*head);
}

bool MultipartParser::take_epilogue(std::string_view& bytes) {
  line_ += bytes.front();
  bytes.remove_prefix(1);
  return kLineEnd.starts_with(line_);
}

}  // namespace triand::server
