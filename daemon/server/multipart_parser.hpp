#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "daemon/server/multipart_head.hpp"

namespace triand::server {

struct MultipartLimits {
  std::size_t parts = 16;
  std::size_t head_bytes = 4096;  // of one part's header lines
};

// Takes the body of a form (multipart/form-data, RFC 7578) piece by piece, wherever the pieces are cut, and hands out
// what its parts hold. It keeps no more of it than one part's head, and copies nothing. Strict: nothing before the
// first part or behind the last, and a line that begins with the boundary is a boundary. One thread.
class MultipartParser {
 public:
  struct Handlers {
    // A part begins; what it holds comes next. false: enough, all else is refused.
    std::function<bool(const MultipartHead&)> on_part;
    // Some more of the part, never empty; good until it returns. false: as above.
    std::function<bool(std::string_view)> on_data;
  };

  // `boundary`: as multipart_boundary() reads it.
  MultipartParser(std::string_view boundary, Handlers handlers, MultipartLimits limits = {});

  // false: the body is no such form, or a handler wanted no more; nothing further is handed out.
  [[nodiscard]] bool feed(std::string_view bytes);
  // Whether the body was whole.
  [[nodiscard]] bool finish() const { return state_ == State::epilogue && line_.size() != 1; }

 private:
  enum class State { first, data, delimiter, head, epilogue, refused };

  [[nodiscard]] bool step(std::string_view& bytes);
  [[nodiscard]] bool take_first(std::string_view& bytes);
  [[nodiscard]] bool take_data(std::string_view& bytes);
  [[nodiscard]] bool take_delimiter(std::string_view& bytes);
  [[nodiscard]] bool take_head(std::string_view& bytes);
  [[nodiscard]] bool take_epilogue(std::string_view& bytes);
  [[nodiscard]] bool begin_part();
  [[nodiscard]] bool hand_out(std::string_view data) { return data.empty() || handlers_.on_data(data); }

  const std::string delimiter_;  // "\r\n--boundary"; no other part of it begins with its first byte
  const Handlers handlers_;
  const MultipartLimits limits_;
  State state_ = State::first;
  std::size_t matched_ = 0;  // so much of the delimiter has come
  std::string line_;         // behind a delimiter, a head, or the epilogue: what has come of it
  std::size_t parts_ = 0;
};

}  // namespace triand::server
