#include "templates/piece.hpp"

#include <algorithm>

namespace triand::templates {
namespace {

constexpr std::size_t kNone = std::string_view::npos;
constexpr std::size_t kMark = 2;  // bytes of an opening or closing mark

bool opens(std::string_view source, std::size_t at) {
  const std::string_view mark = source.substr(at, kMark);
  return mark == "{{" || mark == "{%";
}

std::size_t find_open(std::string_view source, std::size_t from) {
  for (std::size_t at = source.find('{', from); at != kNone; at = source.find('{', at + 1))
    if (opens(source, at)) return at;
  return kNone;
}

// The closing mark on this line, or kNone. `in_quotes` off: quotes are letters like any other.
std::size_t find_close(std::string_view source, std::size_t from, std::string_view mark, bool in_quotes) {
  bool quoted = false;
  for (std::size_t at = from; at < source.size() && source[at] != '\n'; ++at) {
    if (source[at] == '"' && in_quotes) quoted = !quoted;
    if (quoted) continue;
    if (source.substr(at, kMark) == mark) return at;
    if (opens(source, at)) return kNone;
  }
  return kNone;
}

class Splitter {
 public:
  Splitter(std::string_view source, int first_line) : source_(source), line_(first_line) {}

  std::vector<Piece> split() {
    while (at_ < source_.size()) {
      const std::size_t open = find_open(source_, at_);
      if (open == kNone) {
        take_text(source_.size());
        break;
      }
      take_tag(open);
    }
    return std::move(pieces_);
  }

 private:
  void take_tag(std::size_t open) {
    const bool statement = source_[open + 1] == '%';
    const std::string_view mark = statement ? "%}" : "}}";
    std::size_t close = find_close(source_, open + kMark, mark, true);
    // A quote that is never closed: the compiler complains about it, and the rest of the line is still read.
    if (close == kNone) close = find_close(source_, open + kMark, mark, false);
    if (close == kNone) {
      take_text(open);
      add(Piece::Kind::unclosed, open, open + kMark);
      at_ = open + kMark;
      return;
    }
    std::size_t from = open;
    std::size_t after = close + kMark;
    if (statement) take_whole_line(from, after);
    take_text(from);
    add(statement ? Piece::Kind::statement : Piece::Kind::placeholder, open + kMark, close);
    skip(after);
  }

  // Widens [from, after) to its line when nothing else stands on it.
  void take_whole_line(std::size_t& from, std::size_t& after) const {
    const std::size_t before = source_.find_last_not_of(" \t", from == 0 ? 0 : from - 1);
    const bool starts_line = from == 0 || before == kNone || source_[before] == '\n';
    const std::size_t next = source_.find_first_not_of(" \t", after);
    const bool ends_line = next == kNone || source_[next] == '\n';
    if (!starts_line || !ends_line) return;
    from = from == 0 || before == kNone ? 0 : before + 1;
    after = next == kNone ? source_.size() : next + 1;
  }

  void take_text(std::size_t end) {
    if (end <= at_) return;
    add(Piece::Kind::text, at_, end);
    skip(end);
  }

  void add(Piece::Kind kind, std::size_t from, std::size_t end) {
    pieces_.push_back({kind, source_.substr(from, end - from), line_});
  }

  void skip(std::size_t to) {
    line_ += static_cast<int>(std::ranges::count(source_.substr(at_, to - at_), '\n'));
    at_ = to;
  }

  std::string_view source_;
  int line_;
  std::size_t at_ = 0;
  std::vector<Piece> pieces_;
};

}  // namespace

std::vector<Piece> split_template(std::string_view source, int first_line) {
  return Splitter(source, first_line).split();
}

}  // namespace triand::templates
