#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace triand::channels::email {

// One whole reply of a server: "550-5.1.1 No such\r\n550 5.1.1 user\r\n" is {550, "5.1.1 No such 5.1.1 user"}.
struct Reply {
  int code = 0;
  std::string words;
};

// Collects a server's reply lines while one message is handed over. All are kept, because the last one is often not
// the reason: after a refused recipient it is "221 bye". Bounded: a chatty server costs kMaxBytes at most, codes are
// seen all the same.
class ReplyLog {
 public:
  static constexpr std::size_t kMaxBytes = 16 * 1024;

  // One line as it came, with or without its line end.
  void add(std::string_view line);

  [[nodiscard]] bool saw(int code) const;
  // The words of the last reply with that code; empty if there is none.
  [[nodiscard]] std::string_view last_with(long code) const;

 private:
  std::vector<Reply> replies_;
  std::size_t bytes_ = 0;
  bool open_ = false;  // the last reply's final line has not come yet
};

// RFC 3463 "5.1.1" at the start of a reply's words.
struct EnhancedCode {
  int status = 0;  // 2, 4, 5; 0: there is none
  int subject = 0;
  int detail = 0;
  bool operator==(const EnhancedCode&) const = default;
};

[[nodiscard]] EnhancedCode enhanced_code(std::string_view words);

// The server's own id of a message in its last words, "2.0.0 Ok: queued as 6DA2EAC61B9" (Postfix) or
// "OK id=1abc-0003-aB" (Exim); empty when it names none.
[[nodiscard]] std::string queue_id(std::string_view words);

}  // namespace triand::channels::email
